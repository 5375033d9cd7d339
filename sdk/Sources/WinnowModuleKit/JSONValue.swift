/// A JSON value, read without Foundation.
public indirect enum JSONValue: Sendable, Equatable {
    /// One name with its value.
    public struct Member: Sendable, Equatable {
        /// The name as written, escapes decoded.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// Reads one JSON text (RFC 8259) of at most 1 MiB, nested at most 64 deep.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ModuleError) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.readText()
    }

    /// Reads one JSON text.
    public init(parsing text: String) throws(ModuleError) {
        // Typed throws do not pass through `withUTF8`, so a result does.
        var copy = text
        let result = copy.withUTF8 { bytes -> Result<JSONValue, ModuleError> in
            do throws(ModuleError) {
                return .success(try JSONValue(parsing: bytes))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }
}
