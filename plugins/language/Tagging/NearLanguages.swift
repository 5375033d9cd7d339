#if canImport(Glibc)
    import Glibc
#endif

/// What is known of libcld2 and the model where languages are hard to tell
/// apart.
enum NearLanguages {
    /// For a reliable answer of libcld2, the percentage of lines of each near
    /// language's training text that get this answer.
    private static let answers: [String: [String: Float]] = [
        "bs": ["bs": 26.7, "hr": 22.3, "sr-Latn": 20.2],
        "hr": ["bs": 49.4, "hr": 54.3, "sr-Latn": 29.3],
        "sr": [
            "bs": 14.5, "hr": 7.2, "sr-Latn": 39.5,
            // Of lines in Cyrillic 97.9, 20.6, 5.9; the largest as above.
            "sr-Cyrl": 39.5, "mk": 8.3, "bg": 2.4,
        ],
        "nb": ["nb": 83.8, "nn": 6.5, "da": 5.5],
        "nn": ["nb": 5.9, "nn": 85.3, "da": 0.3],
        "da": ["nb": 2.1, "nn": 0.3, "da": 79.3],
        "xh": ["xh": 91.6, "zu": 11.9, "ss": 0.4],
        "zu": ["xh": 5.5, "zu": 79.1, "ss": 5.5],
        "st": ["st": 87.4, "tn": 2.2],
        "tn": ["st": 3.6, "tn": 91.7],
    ]

    /// Of that only half is believed for these, as what training text there is of
    /// them is of one kind.
    private static let doubted: Set<String> = ["bs", "hr", "sr-Latn"]

    /// What to add to the weight of libcld2's reliable answer for each language
    /// near it: 0 for the one the answer is most typical of. Languages of which
    /// the answer says nothing are missing.
    static let doubts = Dictionary(
        uniqueKeysWithValues: answers.map { answer, shares in
            let largest = shares.values.max() ?? 0
            let doubts = shares.map { tag, share in
                let doubt = logf((share + 1) / (largest + 1))
                return (tag, doubted.contains(tag) ? doubt / 2 : doubt)
            }
            return (answer, Dictionary(uniqueKeysWithValues: doubts))
        }
    )

    /// Whether libcld2 mistakes other languages for this one.
    static func isConfused(_ answer: String) -> Bool { answers[answer] != nil }

    /// Whether a tag is the answer's or a finer one: `sr-Latn` for `sr`.
    static func names(_ answer: String, _ tag: String) -> Bool {
        guard tag.utf8.starts(with: answer.utf8) else { return false }
        let rest = tag.utf8.dropFirst(answer.utf8.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "-")
    }

    /// Log-odds of languages before anything is read: the model has as much
    /// text of each, but of these there is much less to be met.
    static let priors: [String: Float] = [
        "bs": -0.7, "sr-Latn": -0.9, "ast": -2, "oc": -1, "nso": -2, "ss": -2, "co": -4,
    ]
}
