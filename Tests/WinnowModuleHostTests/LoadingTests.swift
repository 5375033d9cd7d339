import Testing
import WinnowModel
import WinnowModuleHost

@Suite struct LoadingTests {
    @Test func `a module of the right form loads and describes itself`() throws {
        let module = try Products.load("WordCountExample")
        #expect(module.description.name == "word-count")
        #expect(module.description.version == "1.0.0")
        #expect(module.description.role == .processor)
        #expect(module.description.mediaTypes.isEmpty)
        #expect(module.description.path == Products.path("WordCountExample"))
    }

    @Test func `the schema of the options comes from the extension`() throws {
        #expect(try Products.load("WordCountExample").description.optionsSchema.contains("minimum"))
        #expect(try Products.load("ShoutExample").description.optionsSchema == "")
    }

    @Test(arguments: [
        ("WrongMagic", "magic", "0x444d4e57", "0x12345678"),
        ("WrongMajor", "abi_major", "1", "2"),
        ("ShortDescriptor", "struct_size", "at least 120", "96"),
        ("MissingProcess", "process", "a function", "NULL"),
        ("BadName", "name", "a name of a to z, 0 to 9, '-' and '_'", "\"Bad Name\""),
        ("BadRole", "role", "0 or 1", "9"),
        ("ReaderWithoutTypes", "media_type_count", "1 to 64", "0"),
    ])
    func `a refused module names the field and both values`(
        product: String,
        field: String,
        expected: String,
        found: String
    ) throws {
        let error = try #require(throws: ModuleError.self) { try Products.load(product) }
        #expect(error.code == .invalidDescriptor)
        #expect(error.field == field)
        #expect(error.expected == expected)
        #expect(error.found == found)
        #expect(
            error.description
                == "\(Products.path(product)): \(field) is \(found), expected \(expected)"
        )
    }

    @Test func `a module without the entry function is refused`() throws {
        let error = try #require(throws: ModuleError.self) { try Products.load("MissingEntry") }
        #expect(error.code == .missingEntry)
        #expect(error.message.contains("winnow_module_entry"))
    }

    @Test func `a missing symbol is found at loading and named`() throws {
        let error = try #require(throws: ModuleError.self) { try Products.load("MissingSymbol") }
        #expect(error.code == .notLoadable)
        #expect(error.message.contains("a_function_that_does_not_exist"))
    }

    @Test func `a file that does not exist is refused with the loader's words`() throws {
        let error = try #require(throws: ModuleError.self) {
            try LoadedModule.load(path: "/nonexistent/module.so")
        }
        #expect(error.code == .notLoadable)
        #expect(error.message.contains("No such file"))
    }

    @Test func `a newer minor version with a larger descriptor loads`() throws {
        #expect(try Products.load("NewerMinor").description.name == "newer-minor")
    }

    @Test func `a refused module leaves the others usable`() throws {
        let paths = ["WrongMagic", "EmptyModule", "MissingSymbol", "ShoutExample"]
        let result = ModuleDirectory.scan(paths.map { Products.path($0) })
        #expect(result.modules.map(\.description.name) == ["empty", "shout"])
        #expect(result.errors.map(\.code) == [.invalidDescriptor, .notLoadable])
    }

    @Test func `the second module of a name is refused and both files are named`() throws {
        let result = ModuleDirectory.scan([
            Products.path("EmptyModule"), Products.path("DuplicateName"),
        ])
        #expect(result.modules.count == 1)
        let error = try #require(result.errors.first)
        #expect(error.code == .duplicateName)
        #expect(error.subject == Products.path("DuplicateName"))
        #expect(error.message.contains(Products.path("EmptyModule")))
    }

    @Test func `a directory is scanned for shared objects`() throws {
        let result = ModuleDirectory.scan([Products.directory])
        #expect(result.modules.contains { $0.description.name == "shout" })
        #expect(result.errors.contains { $0.field == "magic" })
    }

    @Test func `a directory that cannot be read is an error, not a crash`() throws {
        let error = try #require(ModuleDirectory.scan(["/nonexistent"]).errors.first)
        #expect(error.code == .unreadableDirectory)
        #expect(error.message.contains("No such file"))
    }

    @Test func `a failing create is reported with the module's own message`() throws {
        let error = try #require(throws: ModuleError.self) {
            try Products.instance("FailingCreate")
        }
        #expect(error.code == .creationFailed)
        #expect(error.description == "failing-create: nothing to make it from")
    }

    @Test func `a failing self test is reported`() throws {
        let instance = try Products.instance("FailingSelfTest")
        let error = try #require(throws: ModuleError.self) { try instance.selfTest() }
        #expect(error.code == .selfTestFailed)
        #expect(error.message == "self test returned status 4")
    }

    @Test func `a module without a self test passes it`() throws {
        try Products.instance("ShoutExample").selfTest()
        try Products.instance("WordCountExample").selfTest()
    }

    @Test func `options of the wrong type fail with the key named`() throws {
        let error = try #require(throws: ModuleError.self) {
            try Products.instance("WordCountExample", options: #"{"minimum": "many"}"#)
        }
        #expect(error.message == "minimum: expected a whole number from 0 to 1000000")
    }
}
