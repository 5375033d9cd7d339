import WinnowHTML
import WinnowModel

// What a page's data, meta elements and address say of its date.

extension DateSearch {
    mutating func addLinked() {
        if let subject = reader.subject { addLinked(subject, Evidence()) }
        for (object, kind) in zip(reader.linked.objects, reader.linked.kinds).prefix(64)
        where kind == .page || kind == .list {
            addLinked(object, Evidence(.linkedPage))
        }
    }

    mutating func addLinked(_ object: JSONValue, _ evidence: Evidence<DateFact>) {
        for (key, fact) in [
            ("datePublished", DateFact.linkedPublished), ("dateCreated", .linkedCreated),
            ("uploadDate", .linkedCreated), ("datePosted", .linkedCreated),
            ("dateModified", .linkedModified),
        ] {
            guard let text = object[key]?.elements.first?.text else { continue }
            var evidence = evidence
            evidence.insert(fact)
            add(text, evidence)
        }
    }

    mutating func addMetas() {
        for meta in reader.head.metas {
            guard let fact = DateNames.metas[meta.key] else { continue }
            add(meta.content, Evidence(fact))
        }
    }

    /// `/2019/10/16/` or `/20191016/` in the page's address.
    mutating func addAddress() {
        guard let url = reader.base, let date = AddressDate.date(in: url.path) else { return }
        append(WrittenDate(date: date), Evidence(.address), isVisible: false)
    }
}
