import Logging
import WinnowConfig
import WinnowFetch

extension WinnowFetch.FetchSettings {
    /// What the fetcher needs of a configuration.
    public init(_ configuration: Configuration) {
        self.init(
            userAgent: configuration.userAgent,
            spoolDirectory: configuration.stateDirectory
        )
        let fetch = configuration.fetch
        connectTimeout = fetch.connectTimeout
        totalTimeout = fetch.timeout
        lowSpeedBytesPerSecond = fetch.lowSpeedLimit.bytes
        lowSpeedTime = fetch.lowSpeedTime
        maximumConcurrent = fetch.concurrency
        maximumPerHost = fetch.perHost
        hostDelay = fetch.delay
        maximumRedirects = fetch.maxRedirects
        proxy = fetch.proxy
    }
}

extension LogSettings.Level {
    /// The level as swift-log names it.
    public var logger: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
