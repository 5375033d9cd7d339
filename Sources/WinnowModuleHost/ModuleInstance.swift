import CWinnowModule
import WinnowModel

/// A module made ready with its options. Belongs to one thread.
public final class ModuleInstance {
    /// The module's own description.
    public let description: ModuleDescription
    private let module: LoadedModule
    private let context: InstanceContext
    private let instance: OpaquePointer

    fileprivate init(
        module: LoadedModule,
        options: String,
        dataDirectory: String,
        services: HostServices
    ) throws(ModuleError) {
        self.module = module
        description = module.description
        let context = InstanceContext(module: module.description.name, services: services)
        self.context = context
        let made = options.withWinnowString { options in
            dataDirectory.withWinnowString { directory in
                module.descriptor.create(context.table, options, directory)
            }
        }
        guard let made else {
            let message = context.takeError()
            throw ModuleError(
                .creationFailed,
                subject: module.description.name,
                message: message.isEmpty ? "create returned NULL" : message
            )
        }
        instance = made
        context.errorMessage = ""
    }

    deinit {
        module.descriptor.destroy(instance)
    }

    /// Runs the module's self test, if it has one.
    public func selfTest() throws(ModuleError) {
        let id = winnow_string(literal: selfTestID)
        guard let table = module.descriptor.get_extension?(id) else { return }
        let test = table.assumingMemoryBound(to: winnow_selftest.self)
        guard test.pointee.struct_size >= MemoryLayout<winnow_selftest>.size,
            let run = test.pointee.run
        else { return }
        let status = run(instance)
        let message = context.takeError()
        guard Int(status) == WINNOW_STATUS_OK else {
            throw ModuleError(
                .selfTestFailed,
                subject: description.name,
                message: message.isEmpty ? "self test returned status \(status)" : message
            )
        }
    }

    /// Whether a reader reads documents of this media type; processors take
    /// all.
    public func reads(_ mediaType: String) -> Bool {
        description.role == .processor
            || description.mediaTypes.contains { matches(pattern: $0, mediaType) }
    }

    /// Passes the document through the module and returns the raw status.
    func process(_ document: HostDocument, deadline: Int64?) -> Int32 {
        document.storage.pointee.enter(
            module: description.name,
            nameBytes: module.nameBytes,
            options: document.options.json(for: description.name)
        )
        context.deadline = deadline
        return module.descriptor.process(instance, OpaquePointer(document.storage))
    }

    /// The message of the call that has just ended.
    func takeError() -> String { context.takeError() }
}

extension LoadedModule {
    /// Makes an instance from a JSON object of options.
    ///
    /// It must be called before the worker locks itself in, since modules open
    /// their data files here. `dataDirectory` is this module's own.
    public func makeInstance(
        options: String = "{}",
        dataDirectory: String,
        services: HostServices = HostServices()
    ) throws(ModuleError) -> ModuleInstance {
        try ModuleInstance(
            module: self,
            options: options,
            dataDirectory: dataDirectory,
            services: services
        )
    }
}

/// `text/*` stands for every type that begins with `text/`.
private func matches(pattern: String, _ mediaType: String) -> Bool {
    pattern.hasSuffix("/*")
        ? mediaType.hasPrefix(pattern.dropLast()) : mediaType == pattern
}

private let selfTestID: StaticString = "selftest/1"

extension String {
    /// Calls `body` with the text as the ABI wants it; valid for the call.
    func withWinnowString<Result>(_ body: (winnow_string) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { bytes in
            let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            return body(winnow_string(data: start, length: bytes.count))
        }
    }
}
