"""What the documents of `api/v1` look like: JSON Schemas of each, and one OpenAPI document of all."""
