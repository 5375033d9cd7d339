// Checks of a module's descriptor, in the order of its fields: nothing behind
// a field is read before the field is known to be right.

import CWinnowModule
import WinnowModel

/// Reads and checks a descriptor of the module in `file`.
struct DescriptorCheck {
    private static let mostMediaTypes = 64
    private static let longestName = 64
    private static let longestSummary = 1024

    let file: String

    /// Returns the descriptor, cut or extended to this host's version.
    func check(
        _ pointer: UnsafePointer<winnow_module_descriptor>?
    ) throws(ModuleError) -> winnow_module_descriptor {
        guard let pointer else {
            throw refused("descriptor", expected: "a descriptor", found: "NULL")
        }
        let raw = UnsafeRawPointer(pointer)
        try expect("magic", hexadecimal(WINNOW_MODULE_MAGIC), hexadecimal(raw.word(at: 0)))
        try expect("abi_major", "\(WINNOW_ABI_MAJOR)", "\(raw.word(at: 8))")
        let size = Int(raw.word(at: 4))
        let known = MemoryLayout<winnow_module_descriptor>.size
        guard size >= known else {
            throw refused("struct_size", expected: "at least \(known)", found: "\(size)")
        }
        let descriptor = pointer.pointee
        try checkFunctions(descriptor)
        try checkNames(descriptor)
        try checkRole(descriptor)
        return descriptor
    }

    private func checkFunctions(_ descriptor: winnow_module_descriptor) throws(ModuleError) {
        let functions = [
            ("create", descriptor.create == nil), ("process", descriptor.process == nil),
            ("destroy", descriptor.destroy == nil),
        ]
        for (name, isMissing) in functions where isMissing {
            throw refused(name, expected: "a function", found: "NULL")
        }
    }

    private func checkNames(_ descriptor: winnow_module_descriptor) throws(ModuleError) {
        let name = try text("name", descriptor.name, Self.longestName)
        guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else {
            throw refused(
                "name",
                expected: "a name of a to z, 0 to 9, '-' and '_'",
                found: "\"\(name)\""
            )
        }
        guard try !text("version", descriptor.version, Self.longestName).isEmpty else {
            throw refused("version", expected: "a version", found: "\"\"")
        }
        _ = try text("summary", descriptor.summary, Self.longestSummary)
    }

    private func checkRole(_ descriptor: winnow_module_descriptor) throws(ModuleError) {
        let count = descriptor.media_type_count
        switch Int(descriptor.role) {
        case WINNOW_ROLE_PROCESSOR: return
        case WINNOW_ROLE_READER: break
        default: throw refused("role", expected: "0 or 1", found: "\(descriptor.role)")
        }
        guard count > 0, count <= Self.mostMediaTypes else {
            throw refused(
                "media_type_count",
                expected: "1 to \(Self.mostMediaTypes)",
                found: "\(count)"
            )
        }
        guard let types = descriptor.media_types else {
            throw refused("media_types", expected: "\(count) media types", found: "NULL")
        }
        for index in 0..<count {
            guard try !text("media_types", types[index], Self.longestSummary).isEmpty else {
                throw refused("media_types", expected: "a media type", found: "\"\"")
            }
        }
    }

    private func text(
        _ field: String,
        _ text: winnow_string,
        _ longest: Int
    ) throws(ModuleError) -> String {
        guard text.length <= longest else {
            throw refused(field, expected: "at most \(longest) bytes", found: "\(text.length)")
        }
        guard text.length == 0 || text.data != nil else {
            throw refused(field, expected: "text", found: "NULL")
        }
        return text.string
    }

    private func expect(
        _ field: String,
        _ expected: String,
        _ found: String
    ) throws(ModuleError) {
        if expected != found { throw refused(field, expected: expected, found: found) }
    }

    private func refused(_ field: String, expected: String, found: String) -> ModuleError {
        ModuleError(subject: file, field: field, expected: expected, found: found)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func hexadecimal(_ number: UInt32) -> String {
        "0x" + String(number, radix: 16)
    }
}

extension UnsafeRawPointer {
    fileprivate func word(at offset: Int) -> UInt32 {
        load(fromByteOffset: offset, as: UInt32.self)
    }
}
