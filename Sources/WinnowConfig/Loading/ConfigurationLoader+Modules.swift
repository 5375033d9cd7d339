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

extension ConfigurationLoader {
    /// The directory that holds the lists of sources, absolute; where the main
    /// file cannot be read, the default one beside it.
    public static func sourcesDirectory(of mainFile: String) -> String {
        var checker = Checker()
        let path =
            MainFile.read(mainFile, checker: &checker)?.sourcesDirectory
            ?? FilePath.join(FilePath.folder(of: mainFile), "sources.d")
        return FilePath.absolute(path)
    }
}
