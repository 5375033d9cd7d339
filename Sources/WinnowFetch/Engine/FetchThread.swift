import CCurl
import Glibc

/// Starts the one thread that works with libcurl.
enum FetchThread {
    // Initialised once in a process, before any handle, as libcurl asks.
    private static let globalStatus = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    static func start(settings: FetchSettings, commands: CommandQueue) throws(FetchError) {
        guard globalStatus == CURLE_OK, let pointer = curl_multi_init() else {
            throw FetchError(code: .internal, url: "", message: "libcurl gave no multi handle")
        }
        let multi = MultiHandle(pointer: pointer)
        commands.connect(multi)
        let launch = Launch(multi: multi, settings: settings, commands: commands)
        guard let status = startDetached(launch) else { return }
        for command in commands.close() { CommandQueue.refuse(command) }
        curl_multi_cleanup(pointer)
        throw FetchError(
            code: .internal,
            url: "",
            message: "the fetcher's thread could not start",
            underlying: String(cString: strerror(status))
        )
    }

    /// What the thread takes along.
    private final class Launch: Sendable {
        let multi: MultiHandle
        let settings: FetchSettings
        let commands: CommandQueue

        init(multi: MultiHandle, settings: FetchSettings, commands: CommandQueue) {
            self.multi = multi
            self.settings = settings
            self.commands = commands
        }
    }

    /// Returns the system's error number, or nil if the thread runs.
    private static func startDetached(_ launch: Launch) -> Int32? {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let argument = Unmanaged.passRetained(launch)
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            &attributes,
            { argument in
                guard let argument else { return nil }
                FetchThread.run(Unmanaged<Launch>.fromOpaque(argument).takeRetainedValue())
                return nil
            },
            argument.toOpaque()
        )
        guard status != 0 else { return nil }
        argument.release()
        return status
    }

    private static func run(_ launch: Launch) {
        // Signals are for the threads that expect them, and a write to a closed
        // connection must be an error here, not a SIGPIPE.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        let engine = Engine(
            multi: launch.multi.pointer,
            settings: launch.settings,
            commands: launch.commands
        )
        engine.run()
    }
}
