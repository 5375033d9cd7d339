// Answers the cases of a conformance suite: `winnow-conformance KIND` reads one
// JSON case per line and writes one JSON answer per line. It is how the scoring
// programs talk to the library; it is built but not installed.

import Glibc

/// Answers one case with a JSON object.
typealias Answer = (JSONLine) -> String

let answers: [String: Answer] = [
    "charset": answerCharset,
    "dates": answerDate,
    "htmldates": answerDate,
    "robots": answerRobots,
    "robots_real": answerRobots,
    "url": answerURL,
    "url_real": answerURL,
]

/// Writes a line at once: the scoring program waits for it before it asks on.
func writeLine(_ text: String, to descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
    }
}

guard CommandLine.arguments.count >= 2, let answer = answers[CommandLine.arguments[1]] else {
    writeLine("usage: winnow-conformance \(answers.keys.sorted().joined(separator: " | "))", to: 2)
    exit(64)
}

while let line = readLine() {
    if let question = JSONLine(line) {
        writeLine(answer(question), to: 1)
    } else {
        writeLine(#"{"error": "the line is not a JSON object"}"#, to: 1)
    }
}
