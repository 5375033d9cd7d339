import CWinnowModule
import WinnowModel

#if canImport(Glibc)
    import Glibc
#endif

/// A module whose file is loaded and whose descriptor is as the ABI wants it.
///
/// The file stays loaded until the process ends: Swift code does not survive
/// `dlclose`. A newer version is loaded by a new worker.
public final class LoadedModule {
    /// What the module says of itself.
    public let description: ModuleDescription
    let descriptor: winnow_module_descriptor
    /// The name in memory that stays in place.
    let nameBytes: winnow_string

    private init(_ descriptor: winnow_module_descriptor, _ description: ModuleDescription) {
        self.descriptor = descriptor
        self.description = description
        nameBytes = winnow_string.allocate(description.name)
    }

    deinit {
        nameBytes.deallocate()
    }

    /// Loads the shared object at `path` and checks its descriptor.
    ///
    /// If it is refused, its handle is closed again. `RTLD_NODELETE` leaves
    /// its pages mapped: the Swift runtime keeps pointers into every image
    /// that it ever saw, so unmapping one would crash a later cast.
    public static func load(path: String) throws(ModuleError) -> LoadedModule {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
            throw ModuleError(.notLoadable, subject: path, message: lastLoaderMessage())
        }
        do throws(ModuleError) {
            let descriptor = try DescriptorCheck(file: path).check(try enter(handle, path))
            return LoadedModule(descriptor, describe(descriptor, path: path))
        } catch {
            dlclose(handle)
            throw error
        }
    }

    private static func enter(
        _ handle: UnsafeMutableRawPointer,
        _ path: String
    ) throws(ModuleError) -> UnsafePointer<winnow_module_descriptor>? {
        guard let symbol = dlsym(handle, WINNOW_MODULE_ENTRY_SYMBOL) else {
            throw ModuleError(
                .missingEntry,
                subject: path,
                message: "expected the symbol \(WINNOW_MODULE_ENTRY_SYMBOL), found none"
            )
        }
        typealias Entry = @convention(c) () -> UnsafePointer<winnow_module_descriptor>?
        return unsafeBitCast(symbol, to: Entry.self)()
    }

    private static func describe(
        _ descriptor: winnow_module_descriptor,
        path: String
    ) -> ModuleDescription {
        let isReader = Int(descriptor.role) == WINNOW_ROLE_READER
        let types = isReader ? (0..<descriptor.media_type_count) : 0..<0
        return ModuleDescription(
            name: descriptor.name.string,
            version: descriptor.version.string,
            role: isReader ? .reader : .processor,
            mediaTypes: types.compactMap { descriptor.media_types?[$0].string },
            optionsSchema: schema(of: descriptor),
            summary: descriptor.summary.string,
            path: path
        )
    }

    private static func schema(of descriptor: winnow_module_descriptor) -> String {
        let id = winnow_string(literal: "config-schema/1")
        guard let table = descriptor.get_extension?(id) else { return "" }
        let schema = table.assumingMemoryBound(to: winnow_config_schema.self)
        guard schema.pointee.struct_size >= MemoryLayout<winnow_config_schema>.size else {
            return ""
        }
        return schema.pointee.schema?().string ?? ""
    }
}

/// The dynamic loader's words on what went wrong last.
private func lastLoaderMessage() -> String {
    dlerror().map { String(cString: $0) } ?? "unknown error of the dynamic loader"
}
