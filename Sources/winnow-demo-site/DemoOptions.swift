/// The command line of the demo's server.
struct DemoOptions {
    static let help = """
        usage: winnow-demo-site [--root DIR] [--port N] [--substitute TEXT]

        Serves the files below DIR (default: demo) on 127.0.0.1, port N (default: 8620;
        0 takes a free one) until Ctrl-C.

          --substitute TEXT   replaces TEXT, such as http://127.0.0.1:8620, by the
                              server's own address in the files it serves
          --quiet             prints nothing but errors
        """

    var root = "demo"
    var port: UInt16 = 8620
    var placeholder: String?
    var isQuiet = false
    var wantsHelp = false

    /// Reads the arguments; the error is a text for the user.
    init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": wantsHelp = true
            case "--quiet": isQuiet = true
            case "--root": root = try DemoOptions.value(of: argument, &rest)
            case "--substitute": placeholder = try DemoOptions.value(of: argument, &rest)
            case "--port":
                let text = try DemoOptions.value(of: argument, &rest)
                guard let number = UInt16(text) else {
                    throw UsageError(message: "--port \(text): not a port, expected 0 to 65535")
                }
                port = number
            default: throw UsageError(message: "unknown argument \(argument)")
            }
        }
    }

    private static func value(
        of name: String,
        _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        guard let value = rest.popFirst() else {
            throw UsageError(message: "\(name) needs a value")
        }
        return value
    }
}

/// What is wrong with a command line.
struct UsageError: Error {
    var message: String
}
