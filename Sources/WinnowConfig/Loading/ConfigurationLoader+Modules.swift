extension ConfigurationLoader {
    /// The directories in which the main file says modules are, absolute.
    ///
    /// The catalog that `load` needs comes from these modules, so they are
    /// looked for first. What is wrong with the file is not reported here:
    /// `load` reads it again and reports everything.
    public static func moduleDirectories(of mainFile: String) -> [String] {
        var checker = Checker()
        guard let main = MainFile.read(mainFile, checker: &checker) else { return [] }
        return main.configuration(stateDirectory: nil).moduleDirectories
    }
}
