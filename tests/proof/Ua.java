// PDF files in; a line for each of them, and for each PDF/UA-1 rule that it fails, out. Exit status 1 where one fails.
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Ua {
    public static void main(String[] files) {
        Logger.getLogger("org.verapdf").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = files.length > 0;
        for (String file : files) {
            all &= passes(file);
        }
        System.exit(all ? 0 : 1);
    }

    static boolean passes(String file) {
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new File(file), PDFAFlavour.PDFUA_1);
                var validator = foundry.createValidator(PDFAFlavour.PDFUA_1, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s: %s, %d checks%n", file, result.isCompliant() ? "passes" : "fails", result.getTotalAssertions());
            result.getFailedChecks().forEach((rule, count) -> System.out.printf(
                    "%s: rule %s-%d, %d times: %s%n", file, rule.getClause(), rule.getTestNumber(), count, first(result, rule)));
            return result.isCompliant();
        } catch (Exception unreadable) {
            System.out.printf("%s: fails, cannot be read: %s%n", file, unreadable.getMessage());
            return false;
        }
    }

    static String first(ValidationResult result, Object rule) {
        return result.getTestAssertions().stream().filter(a -> a.getRuleId().equals(rule))
                .findFirst().map(TestAssertion::getMessage).orElse("").replaceAll("\\s+", " ");
    }
}
