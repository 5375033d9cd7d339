// The C functions of a module in Swift.
//
// A C function pointer cannot capture a type, so the entry registers a factory
// for the module's type in a global of the kit. Each shared object carries its
// own copy of the kit, with hidden symbols, and holds one module; the global
// is that module's.

import CWinnowModule

/// What the exported entry function returns.
public typealias ModuleDescriptorPointer = UnsafePointer<winnow_module_descriptor>

/// Makes the descriptor that `winnow_module_entry` returns; the same at each
/// call.
public func moduleDescriptor<M: Module>(for type: M.Type) -> ModuleDescriptorPointer {
    if let registration { return registration.descriptor }
    let new = Registration(
        descriptor: makeDescriptor(M.declaration),
        schema: permanentString(M.declaration.optionsSchema),
        make: { configuration, host throws(ModuleError) in
            TypedInstance(try M(configuration: configuration, host: host), host: host)
        }
    )
    registration = new
    return new.descriptor
}

private struct Registration {
    let descriptor: ModuleDescriptorPointer
    let schema: winnow_string
    let make: (ModuleConfiguration, ModuleHost) throws(ModuleError) -> Instance
}

// Safe: set by the first call of the entry function; the host calls a module
// from one thread only, as the header says.
nonisolated(unsafe) private var registration: Registration?

/// An instance without its type, behind the opaque `winnow_module` pointer.
private class Instance {
    let host: ModuleHost

    init(host: ModuleHost) {
        self.host = host
    }

    func process(_ document: DocumentHandle) throws(ModuleError) -> Status { .pass }
    func selfTest() throws(ModuleError) {}
}

private final class TypedInstance<M: Module>: Instance {
    private var module: M

    init(_ module: M, host: ModuleHost) {
        self.module = module
        super.init(host: host)
    }

    override func process(_ document: DocumentHandle) throws(ModuleError) -> Status {
        try module.process(document)
    }

    override func selfTest() throws(ModuleError) {
        try module.selfTest()
    }
}

private func makeDescriptor(_ declaration: ModuleDeclaration) -> ModuleDescriptorPointer {
    let descriptor = UnsafeMutablePointer<winnow_module_descriptor>.allocate(capacity: 1)
    let mediaTypes = declaration.mediaTypes.map(permanentString)
    let mediaTypeTable = UnsafeMutableBufferPointer<winnow_string>.allocate(
        capacity: mediaTypes.count
    )
    _ = mediaTypeTable.initialize(fromContentsOf: mediaTypes)
    descriptor.initialize(
        to: winnow_module_descriptor(
            magic: WINNOW_MODULE_MAGIC,
            struct_size: UInt32(MemoryLayout<winnow_module_descriptor>.size),
            abi_major: WINNOW_ABI_MAJOR,
            abi_minor: WINNOW_ABI_MINOR,
            name: permanentString(declaration.name),
            version: permanentString(declaration.version),
            summary: permanentString(declaration.summary),
            role: declaration.role.rawValue,
            reserved: 0,
            media_types: UnsafePointer(mediaTypeTable.baseAddress),
            media_type_count: mediaTypes.count,
            create: createInstance,
            process: processDocument,
            destroy: destroyInstance,
            get_extension: findExtension
        )
    )
    return UnsafePointer(descriptor)
}

/// Copies a string into memory that is never freed, as the header wants it of
/// a descriptor.
private func permanentString(_ string: String) -> winnow_string {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: string.utf8.count)
    _ = copy.initialize(fromContentsOf: string.utf8)
    return winnow_string(UnsafeBufferPointer(copy))
}

private func createInstance(
    _ table: UnsafePointer<winnow_host>?,
    _ config: winnow_string,
    _ dataDirectory: winnow_string
) -> OpaquePointer? {
    guard let table, let registration else { return nil }
    let host = ModuleHost(table: table)
    do throws(ModuleError) {
        let configuration = ModuleConfiguration(
            options: try ModuleOptions(json: HostText(config).bytes),
            dataDirectory: HostText(dataDirectory).string
        )
        let instance = try registration.make(configuration, host)
        return OpaquePointer(Unmanaged.passRetained(instance).toOpaque())
    } catch {
        host.setError(error.description)
        return nil
    }
}

private func instance(at pointer: OpaquePointer) -> Unmanaged<Instance> {
    Unmanaged.fromOpaque(UnsafeRawPointer(pointer))
}

private func processDocument(_ module: OpaquePointer?, _ document: OpaquePointer?) -> Int32 {
    guard let module, let document else { return Int32(WINNOW_STATUS_FATAL) }
    return instance(at: module)._withUnsafeGuaranteedRef { instance in
        let handle = DocumentHandle(
            document: document,
            api: instance.host.table.pointee.document
        )
        do throws(ModuleError) {
            return code(of: try instance.process(handle), host: instance.host)
        } catch {
            return code(of: .reject(error.description), host: instance.host)
        }
    }
}

private func destroyInstance(_ module: OpaquePointer?) {
    guard let module else { return }
    instance(at: module).release()
}

private func code(of status: Status, host: ModuleHost) -> Int32 {
    switch status {
    case .ok: return Int32(WINNOW_STATUS_OK)
    case .pass: return Int32(WINNOW_STATUS_PASS)
    case .drop(let reason):
        host.setError(reason)
        return Int32(WINNOW_STATUS_DROP)
    case .retry(let message):
        host.setError(message)
        return Int32(WINNOW_STATUS_RETRY)
    case .reject(let message):
        host.setError(message)
        return Int32(WINNOW_STATUS_REJECT)
    case .fatal(let message):
        host.setError(message)
        return Int32(WINNOW_STATUS_FATAL)
    }
}

// The tables of the extensions, allocated once. Safe: never changed after
// their initialisation.
nonisolated(unsafe) private let schemaTable = permanentTable(
    winnow_config_schema(
        struct_size: MemoryLayout<winnow_config_schema>.size,
        schema: { registration?.schema ?? winnow_string() }
    )
)

nonisolated(unsafe) private let selfTestTable = permanentTable(
    winnow_selftest(struct_size: MemoryLayout<winnow_selftest>.size, run: runSelfTest)
)

private func permanentTable<Table>(_ table: Table) -> UnsafeRawPointer {
    let copy = UnsafeMutablePointer<Table>.allocate(capacity: 1)
    copy.initialize(to: table)
    return UnsafeRawPointer(copy)
}

private func findExtension(_ id: winnow_string) -> UnsafeRawPointer? {
    let id = HostText(id)
    if id == "config-schema/1", (registration?.schema.length ?? 0) > 0 { return schemaTable }
    if id == "selftest/1" { return selfTestTable }
    return nil
}

private func runSelfTest(_ module: OpaquePointer?) -> Int32 {
    guard let module else { return Int32(WINNOW_STATUS_FATAL) }
    return instance(at: module)._withUnsafeGuaranteedRef { instance in
        do throws(ModuleError) {
            try instance.selfTest()
            return Int32(WINNOW_STATUS_OK)
        } catch {
            return code(of: .reject(error.description), host: instance.host)
        }
    }
}
