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
        do {
            var options = HTMLParserOptions(scripting: scripting)
            options.fragmentContext = try fragment.map(HTMLFragmentContext.init(parsing:))
            let tree = HTMLTree()
            HTMLParser.parse(try FileInput.read(file), options: options, into: tree)
            Terminal.print(tree.testFormat())
        } catch let error as InputError {
            Terminal.complain("\(error)")
            throw ExitStatus.someFailed
        } catch let error as HTMLError {
            throw ValidationError("\(error)")
        }
    }
}
