import Glibc
import WinnowHTML

/// The parser's benchmark; scripts/bench-html.py prepares its input and compares with lexbor.
///
///     winnow-bench-html pages DIRECTORY ROUNDS    best seconds of ROUNDS over all files, tree and text size
///     winnow-bench-html parse DIRECTORY COUNT     only parses, for callgrind
///     winnow-bench-html nasty                     time and memory of inputs made to be expensive
let arguments = CommandLine.arguments
switch arguments.count > 1 ? arguments[1] : "" {
case "pages" where arguments.count > 3: benchmarkPages(arguments[2], rounds: Int(arguments[3]) ?? 5)
case "parse" where arguments.count > 3: parsePages(arguments[2], count: Int(arguments[3]) ?? 1)
case "nasty": benchmarkNasty()
default:
    print("usage: winnow-bench-html pages DIRECTORY ROUNDS | parse DIRECTORY COUNT | nasty")
    exit(64)
}
