import WinnowModel

/// `{"allowed": ...}` with the rule and its line, if one decides.
func answerRobots(_ question: JSONLine) -> String {
    let bytes =
        question["robots_b64"].map(decodedBase64)
        ?? question["robots"].map { Array($0.utf8) } ?? []
    let rules = RobotsRules(parsing: bytes)
    let decision = rules.decision(agent: question["agent"] ?? "", url: question["url"] ?? "")
    var answer = "{\"allowed\": \(decision.allowed)"
    if let rule = decision.rule { answer += ", \"rule\": \(jsonString(rule))" }
    if let line = decision.line { answer += ", \"line\": \(line)" }
    return answer + "}"
}

private func decodedBase64(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
        guard let value = alphabet.firstIndex(of: character) else { continue }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return bytes
}
