/// The rules about sources, each a function, and the step from drafts to
/// settings.
enum SourceRules {
    /// The sources of all files; a faulty one is reported and left out.
    static func sources(
        of files: [SourcesFile],
        every: Duration,
        routes: inout RouteTable,
        checker: inout Checker
    ) -> [SourceSettings] {
        var names: [String: Span] = [:]
        var places: [SourceKind: String] = [:]
        var result: [SourceSettings] = []
        for file in files {
            for draft in file.drafts {
                checkName(draft, among: &names, checker: &checker)
                checkFullPage(draft, checker: &checker)
                let source = settings(
                    draft,
                    file: file.path,
                    every: every,
                    routes: &routes,
                    checker: &checker
                )
                guard let source else { continue }
                checkPlace(source, draft, among: &places, checker: &checker)
                result.append(source)
            }
        }
        return result
    }

    private static func settings(
        _ draft: SourceDraft,
        file: String,
        every: Duration,
        routes: inout RouteTable,
        checker: inout Checker
    ) -> SourceSettings? {
        guard let span = draft.span else { return nil }
        let route = routes.resolve(draft.route, of: span, checker: &checker)
        let kind = kind(of: draft, at: span, folder: FilePath.folder(of: file), checker: &checker)
        guard let name = draft.name, let kind, let route else { return nil }
        return SourceSettings(
            name: name.value,
            kind: kind,
            every: draft.every ?? every,
            route: route,
            fullPage: draft.fullPage?.value ?? true,
            isEnabled: draft.isEnabled,
            language: draft.language,
            maxEntries: draft.maxEntries,
            file: file,
            line: span.start?.line ?? 0
        )
    }

    // MARK: Rules

    private static func checkName(
        _ draft: SourceDraft,
        among names: inout [String: Span],
        checker: inout Checker
    ) {
        guard let name = draft.name else { return }
        guard let first = names[name.value] else {
            names[name.value] = name.span
            return
        }
        let place = first.start.map { "\(first.file.path):\($0.line)" } ?? first.file.path
        checker.report(
            .duplicateName,
            at: name.span,
            "another source is called `\(name.value)`, at \(place)"
        )
    }

    private static func checkFullPage(_ draft: SourceDraft, checker: inout Checker) {
        guard let fullPage = draft.fullPage, draft.feed == nil else { return }
        checker.report(
            .keyWithoutEffect,
            at: fullPage.span,
            "`full_page` is for sources with `feed` alone"
        )
    }

    private static func checkPlace(
        _ source: SourceSettings,
        _ draft: SourceDraft,
        among places: inout [SourceKind: String],
        checker: inout Checker
    ) {
        guard source.isEnabled, let span = placeSpans(draft).first?.span else { return }
        if let other = places[source.kind], other != source.name {
            checker.report(
                .duplicateLocation,
                at: span,
                "source `\(other)` polls this too",
                severity: .warning
            )
        }
        places[source.kind] = source.name
    }

    // MARK: Kind

    private static func kind(
        of draft: SourceDraft,
        at span: Span,
        folder: String,
        checker: inout Checker
    ) -> SourceKind? {
        let given = placeSpans(draft)
        guard given.count <= 1 else {
            checker.report(
                .conflictingKeys,
                at: given[1].span,
                "a source has one of \(SourceTable.placeNames.inCode), not both"
                    + " `\(given[0].key)` and `\(given[1].key)`"
            )
            return nil
        }
        guard !given.isEmpty else {
            reportMissingPlace(draft, at: span, checker: &checker)
            return nil
        }
        return kind(of: draft, folder: folder, checker: &checker)
    }

    private static func kind(
        of draft: SourceDraft,
        folder: String,
        checker: inout Checker
    ) -> SourceKind? {
        if let feed = draft.feed { return .feed(url: feed.value) }
        if let sitemap = draft.sitemap { return .sitemap(url: sitemap.value) }
        if let page = draft.page { return .page(url: page.value) }
        if let pages = draft.pages?.value {
            // Both are required keys, so what is missing was reported.
            guard let url = pages.url, let links = pages.links else { return nil }
            return .pages(url: url.value, links: links)
        }
        guard let directory = draft.directory else { return nil }
        let path = FilePath.absolute(FilePath.join(folder, directory.value))
        checkDirectory(path, at: directory.span, checker: &checker)
        return .directory(path: path)
    }

    /// A warning alone, since a drop folder may be mounted later.
    private static func checkDirectory(_ path: String, at span: Span, checker: inout Checker) {
        let isDirectory = FileReader.isDirectory(path)
        guard isDirectory != true else { return }
        checker.report(
            .directoryMissing,
            at: span,
            isDirectory == nil ? "no such directory: \(path)" : "not a directory: \(path)",
            severity: .warning
        )
    }

    /// A place with a faulty value was reported by itself, so only a source
    /// that names none at all is spoken of here.
    private static func reportMissingPlace(
        _ draft: SourceDraft,
        at span: Span,
        checker: inout Checker
    ) {
        // So was `url`, as a key that is not known here.
        let names = SourceTable.placeNames + ["url"]
        guard !draft.keys.contains(where: names.contains) else { return }
        let name = draft.name.map { " `\($0.value)`" } ?? ""
        checker.report(
            .missingKey,
            at: draft.name?.span ?? Span(pointAt: span),
            "source\(name) needs one of \(SourceTable.placeNames.inCode)"
        )
    }

    private static func placeSpans(_ draft: SourceDraft) -> [(key: String, span: Span)] {
        let all: [(String, Span?)] = [
            ("feed", draft.feed?.span), ("sitemap", draft.sitemap?.span),
            ("page", draft.page?.span), ("pages", draft.pages?.span),
            ("directory", draft.directory?.span),
        ]
        return all.compactMap { key, span in span.map { (key, $0) } }
    }
}
