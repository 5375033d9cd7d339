import ArgumentParser
import WinnowHTML

/// `winnow html`: the parsed tree.
struct HTMLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "html",
        abstract: "Print the tree of an HTML document in the html5lib test format."
    )

    @Argument(help: "A file, or - for standard input; UTF-8.")
    var file: String

    @Option(help: "Parses a fragment inside this element, such as td or \"svg path\".")
    var fragment: String?

    @Flag(help: "Parses as a browser with scripting does.")
    var scripting = false

    func run() throws {
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try FileInput.read(file)
        } catch {
            Terminal.complain("\(error)")
            throw ExitStatus.someFailed
        }
        var options = HTMLParser.Options()
        options.isScripting = scripting
        options.fragmentContext = fragment
        let tree = HTMLParser.parse(bytes, options: options)
        Terminal.print(tree.testFormat())
    }
}
