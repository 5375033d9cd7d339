import Glibc
import LoopbackServer

exit(runDemoSite(Array(CommandLine.arguments.dropFirst())))

/// Serves until a signal and returns the exit status.
func runDemoSite(_ arguments: [String]) -> Int32 {
    let options: DemoOptions
    do {
        options = try DemoOptions(arguments)
    } catch {
        complain(error.message)
        return 64
    }
    if options.wantsHelp {
        print(DemoOptions.help)
        return 0
    }
    guard let site = FileSite(root: options.root, placeholder: options.placeholder) else {
        complain("\(options.root): \(String(cString: strerror(errno)))")
        return 66
    }
    do {
        // Blocked before any thread starts, so that all of them inherit it and
        // `sigwait` below is the only one who sees these signals.
        let signals = blockEndSignals()
        let server = try LoopbackServer(port: options.port, handler: site.answer)
        say("serving \(options.root) at \(server.baseURL)/", options)
        let signal = wait(for: signals)
        server.stop()
        say("stopped by signal \(signal)", options)
        return 0
    } catch {
        complain("\(error)")
        return 69
    }
}

private func blockEndSignals() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    return signals
}

private func wait(for signals: sigset_t) -> Int32 {
    var signals = signals
    var signal: Int32 = 0
    while sigwait(&signals, &signal) != 0 {}
    return signal
}

private func say(_ text: String, _ options: DemoOptions) {
    guard !options.isQuiet else { return }
    printError("winnow-demo-site: \(text)\n")
}

private func complain(_ text: String) {
    printError("winnow-demo-site: error: \(text)\n")
}

/// Written directly: `stderr` is a mutable global, which Swift rightly refuses.
private func printError(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}
