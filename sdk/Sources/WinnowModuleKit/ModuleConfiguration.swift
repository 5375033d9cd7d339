/// What an instance is made from.
public struct ModuleConfiguration {
    /// The operator's options for the module. They have passed the declared
    /// schema.
    public let options: ModuleOptions
    /// The module's directory of read-only data; it need not exist.
    public let dataDirectory: String

    /// Makes a configuration, for tests of a module outside a host.
    public init(options: ModuleOptions = ModuleOptions(), dataDirectory: String = "") {
        self.options = options
        self.dataDirectory = dataDirectory
    }
}

/// Options of a module: a JSON object with typed access.
///
/// A missing key gives the default; a value of another type is an error that
/// names the key.
public struct ModuleOptions: Sendable, Equatable {
    /// The object's members in the order they were written.
    public let members: [JSONValue.Member]
    private let path: String

    /// No options.
    public init() {
        members = []
        path = ""
    }

    /// Reads a JSON object.
    public init(json: UnsafeBufferPointer<UInt8>) throws(ModuleError) {
        let value = json.isEmpty ? .object([]) : try JSONValue(parsing: json)
        guard case .object(let members) = value else {
            throw ModuleError(.invalidOptions, subject: "options", message: "expected an object")
        }
        self.init(members: members, path: "")
    }

    init(members: [JSONValue.Member], path: String) {
        self.members = members
        self.path = path
    }

    /// The value of `key` as it was written, or nil.
    public subscript(key: String) -> JSONValue? {
        members.first { $0.name == key }?.value
    }

    /// A Boolean.
    public func bool(_ key: String, default fallback: Bool) throws(ModuleError) -> Bool {
        guard let value = self[key] else { return fallback }
        guard case .bool(let bool) = value else { throw mismatch(key, "true or false") }
        return bool
    }

    /// A whole number within `range`.
    public func integer(
        _ key: String,
        in range: ClosedRange<Int>,
        default fallback: Int
    ) throws(ModuleError) -> Int {
        guard let value = self[key] else { return fallback }
        guard case .integer(let number) = value, range.contains(number) else {
            throw mismatch(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A number within `range`.
    public func number(
        _ key: String,
        in range: ClosedRange<Double>,
        default fallback: Double
    ) throws(ModuleError) -> Double {
        let found: Double
        switch self[key] {
        case nil: return fallback
        case .integer(let number): found = Double(number)
        case .number(let number): found = number
        default: found = .nan
        }
        guard range.contains(found) else {
            throw mismatch(key, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return found
    }

    /// A string.
    public func string(_ key: String, default fallback: String) throws(ModuleError) -> String {
        guard let value = self[key] else { return fallback }
        guard case .string(let string) = value else { throw mismatch(key, "a string") }
        return string
    }

    /// A list of strings.
    public func strings(
        _ key: String,
        default fallback: [String] = []
    ) throws(ModuleError) -> [String] {
        guard let value = self[key] else { return fallback }
        guard case .array(let elements) = value else { throw mismatch(key, "a list of strings") }
        var strings: [String] = []
        for element in elements {
            guard case .string(let string) = element else {
                throw mismatch(key, "a list of strings")
            }
            strings.append(string)
        }
        return strings
    }

    /// An object inside the options; empty where it is missing.
    public func object(_ key: String) throws(ModuleError) -> ModuleOptions {
        guard let value = self[key] else {
            return ModuleOptions(members: [], path: path + key + ".")
        }
        guard case .object(let members) = value else { throw mismatch(key, "an object") }
        return ModuleOptions(members: members, path: path + key + ".")
    }

    private func mismatch(_ key: String, _ expected: String) -> ModuleError {
        ModuleError(.invalidOptions, subject: path + key, message: "expected \(expected)")
    }
}
