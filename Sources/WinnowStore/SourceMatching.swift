/// Which stored source each declaration means.
///
/// A source's identity must outlive what operators do to their files: renaming
/// it, moving its feed to another URL, taking it out and putting it back. In
/// order, each stored source being taken once:
///
/// 1. the same name, kind and location;
/// 2. the same kind and location as a source that is active under a name that
///    no longer means it: it was renamed;
/// 3. the same name and kind: its location changed;
/// 4. the same kind and location as a source that was removed earlier.
///
/// The second stands before the third so that two sources that swap names keep
/// their documents. A source learned from the segments has no kind and fits
/// any.
struct SourceMatching {
    /// What a row says that bears on the choice.
    struct Candidate {
        var id: Int64
        var name: String
        /// Nil for a source that was only learned from the segments.
        var kind: SourceKind?
        var location: String
        var isActive: Bool
    }

    /// The stored source of each declaration; nil for one that is new.
    static func match(
        _ declarations: [SourceDeclaration],
        to stored: [Candidate]
    ) -> [Candidate?] {
        var matching = SourceMatching(declarations: declarations, stored: stored)
        matching.claim(byName: true, byLocation: true) { _ in true }
        matching.claim(byName: false, byLocation: true) { $0.isActive }
        matching.claim(byName: true, byLocation: false) { _ in true }
        matching.claim(byName: false, byLocation: true) { _ in true }
        return matching.result
    }

    private let declarations: [SourceDeclaration]
    private var free: [Candidate?]
    private var byName: [String: [Int]] = [:]
    private var byLocation: [String: [Int]] = [:]
    private var result: [Candidate?]

    private init(declarations: [SourceDeclaration], stored: [Candidate]) {
        self.declarations = declarations
        // Newer rows first, active ones before all: of two that fit, the one
        // in use is meant.
        let stored = stored.sorted {
            $0.isActive == $1.isActive ? $0.id > $1.id : $0.isActive
        }
        free = stored
        for (index, candidate) in stored.enumerated() {
            byName[candidate.name, default: []].append(index)
            byLocation[candidate.location, default: []].append(index)
        }
        result = Array(repeating: nil, count: declarations.count)
    }

    private mutating func claim(
        byName matchesName: Bool,
        byLocation matchesLocation: Bool,
        where fits: (Candidate) -> Bool
    ) {
        for (index, declaration) in declarations.enumerated() where result[index] == nil {
            let indices = matchesName ? byName[declaration.name] : byLocation[declaration.location]
            for candidateIndex in indices ?? [] {
                guard let candidate = free[candidateIndex], fits(candidate),
                    candidate.kind == nil || candidate.kind == declaration.kind,
                    !matchesName || candidate.name == declaration.name,
                    !matchesLocation || candidate.location == declaration.location
                else { continue }
                result[index] = candidate
                free[candidateIndex] = nil
                break
            }
        }
    }
}
