import CWinnowModule

/// The document of the running `process` call.
///
/// It must not be kept beyond that call. Edits go to the host at once and are
/// recorded as this module's; what was read before keeps its old value.
public struct DocumentHandle {
    let document: OpaquePointer
    let api: UnsafePointer<winnow_document_api>

    /// The fetched bytes, undecoded.
    public var rawBytes: HostText {
        let raw = api.pointee.raw_bytes(document)
        return HostText(bytes: UnsafeBufferPointer(start: raw.data, count: raw.length))
    }

    /// Media type without parameters, lower case.
    public var mediaType: HostText { HostText(api.pointee.media_type(document)) }

    /// The source's own options for this module, as JSON: the changed keys
    /// alone. Mostly the same memory for all documents of a source.
    public var optionsJSON: HostText { HostText(api.pointee.options(document)) }

    /// The source's own options for this module.
    public func options() throws(ModuleError) -> ModuleOptions {
        try ModuleOptions(json: optionsJSON.bytes)
    }

    /// Whether a reader adds every visible block and drops what is not
    /// content, instead of leaving it out.
    public var isExplained: Bool { api.pointee.explain(document) != 0 }
}

// Metadata. The known keys are in `MetadataKey`.
extension DocumentHandle {
    /// The first value of `key`, or nil.
    public func metadata(_ key: String) -> String? {
        metadataText(key)?.string
    }

    /// The first value of `key` without a copy, or nil.
    public func metadataText(_ key: String, at index: Int = 0) -> HostText? {
        var value = winnow_string()
        let found = key.withWinnowString {
            api.pointee.metadata_get(document, $0, index, &value)
        }
        return found != 0 ? HostText(value) : nil
    }

    /// All values of `key`.
    public func metadataValues(_ key: String) -> [String] {
        let count = key.withWinnowString { api.pointee.metadata_count(document, $0) }
        return (0..<count).compactMap { metadataText(key, at: $0)?.string }
    }

    /// All keys in the order they were first set.
    public var metadataKeys: [String] {
        var keys: [String] = []
        var key = winnow_string()
        while api.pointee.metadata_key(document, keys.count, &key) != 0 {
            keys.append(HostText(key).string)
        }
        return keys
    }

    /// Replaces all values of `key` by one.
    @discardableResult
    public func setMetadata(_ key: String, to value: String) -> Bool {
        key.withWinnowString { key in
            value.withWinnowString { value in
                withUnsafePointer(to: value) { api.pointee.metadata_set(document, key, $0, 1) != 0 }
            }
        }
    }

    /// Replaces all values of `key`; an empty list removes it.
    @discardableResult
    public func setMetadata(_ key: String, to values: [String]) -> Bool {
        var packer = StringPacker()
        for value in values { _ = packer.add(value) }
        return packer.withStrings { strings in
            key.withWinnowString {
                api.pointee.metadata_set(document, $0, strings, strings.count) != 0
            }
        }
    }

    /// Adds a value behind those that `key` has.
    @discardableResult
    public func appendMetadata(_ value: String, to key: String) -> Bool {
        key.withWinnowString { key in
            value.withWinnowString { api.pointee.metadata_append(document, key, $0) != 0 }
        }
    }
}
