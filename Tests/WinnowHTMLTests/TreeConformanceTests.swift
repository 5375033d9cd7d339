import Foundation
import Testing
import WinnowHTML

/// The html5lib tree construction cases, read where the shared data is present.
@Suite struct TreeConformanceTests {
    // Skipped where the shared conformance data is absent: it is other people's and not part of this repository.
    @Test(.enabled(if: SharedCases.folder != nil))
    func `every tree construction case gives the expected tree`() throws {
        let tree = HTMLTree()
        let cases = try SharedCases.objects(in: "tree.jsonl")
        #expect(!cases.isEmpty)
        for item in cases {
            let input = try #require(item["data"] as? String)
            let expected = try #require(item["document"] as? String)
            let modes: [Bool]
            switch item["scripting"] as? String {
            case "on": modes = [true]
            case "off": modes = [false]
            default: modes = [false, true]
            }
            for scripting in modes {
                var options = HTMLParserOptions(scripting: scripting)
                if let context = item["fragment"] as? String {
                    options.fragmentContext = try HTMLFragmentContext(parsing: context)
                }
                HTMLParser.parse(input, options: options, into: tree)
                #expect(tree.testFormat() == expected, "\(item["id"] ?? "")")
            }
        }
    }
}
