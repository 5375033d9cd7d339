import WinnowModel

/// The modules that the fixtures may name.
enum Catalog {
    /// Two readers, three processors, one with required options.
    static let modules = [
        ModuleDescription(
            name: "html",
            version: "1.0.0",
            role: .reader,
            mediaTypes: ["text/html"],
            path: "modules/html.so"
        ),
        ModuleDescription(
            name: "text",
            version: "1.0.0",
            role: .reader,
            mediaTypes: ["text/plain"],
            path: "modules/text.so"
        ),
        ModuleDescription(
            name: "boilerplate",
            version: "1.0.0",
            role: .processor,
            optionsSchema: boilerplate,
            path: "modules/boilerplate.so"
        ),
        ModuleDescription(
            name: "language",
            version: "1.0.0",
            role: .processor,
            optionsSchema: language,
            path: "modules/language.so"
        ),
        ModuleDescription(
            name: "stamp",
            version: "0.1.0",
            role: .processor,
            optionsSchema: stamp,
            path: "modules/stamp.so"
        ),
    ]

    private static let boilerplate = """
        {"type": "object", "additionalProperties": false, "properties": {
          "learn": {"type": "boolean", "description": "Learn repeated blocks of a site."},
          "mode": {"enum": ["precise", "balanced", "complete"]},
          "threshold": {"type": "number", "minimum": 0, "maximum": 1},
          "phrases": {"type": "object", "additionalProperties": {
            "type": "array", "maxItems": 3, "items": {"type": "string", "minLength": 2}}}}}
        """

    private static let language = """
        {"type": "object", "additionalProperties": false, "properties": {
          "keep": {"type": "array", "items": {"type": "string"}},
          "min_letters": {"type": "integer", "minimum": 1}}}
        """

    private static let stamp = """
        {"type": "object", "additionalProperties": false, "required": ["text"],
         "properties": {"text": {"type": "string"}, "count": {"type": "integer"}}}
        """
}
