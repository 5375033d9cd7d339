extension ConfigurationLoader {
    /// What the main file sets by itself: everything but routes, module options
    /// and sources. nil if the file has a fault.
    ///
    /// For commands that only look for the running daemon: they need the
    /// control socket, and neither the modules nor the sources.
    public static func mainSettings(
        of mainFile: String,
        stateDirectory: String? = nil
    ) -> Configuration? {
        var checker = Checker()
        guard let main = MainFile.read(mainFile, checker: &checker), !checker.hasErrors else {
            return nil
        }
        return main.configuration(stateDirectory: stateDirectory)
    }
}
