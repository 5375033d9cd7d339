/// The keys of the main file.
///
/// Everything known about a key stands here: name, type, bounds, meaning and
/// example; the default is the initial value of its property. Checks,
/// reference and JSON Schema are made from these tables.
enum MainTable {
    private static let defaults = MainDraft.defaults

    /// The keys at the top.
    static let table = Table<MainDraft>(
        fields: [
            Field(
                optional: "user_agent",
                \.userAgent,
                .userAgent,
                isRequired: true,
                example: #"user_agent: "winnow/1.0 (+https://news.example/bot)""#,
                "What the fetcher says it is, with a web or mail address under which publishers "
                    + "reach you."
            ),
            Field(
                "routes",
                \.routes,
                .routes,
                default: defaults,
                example: "routes:\n  default: [html, text, boilerplate, language]",
                "Named lists of modules. A document passes the modules of its route in this "
                    + "order; of the readers, the one for its media type runs."
            ),
            Field(
                "modules",
                \.modules,
                .moduleOptions,
                default: defaults,
                defaultText: "{}",
                example: "modules:\n  language: {keep: [en, ar]}",
                "Options that a module has everywhere, by module name. `winnow modules` lists "
                    + "the installed modules and their options."
            ),
            Field(
                "module_directories",
                \.moduleDirectories,
                .list(of: .path),
                default: defaults,
                example: "module_directories: [/usr/local/lib/winnow/modules]",
                "Directories searched for modules after the installed one. A relative path "
                    + "begins at the folder of the main file."
            ),
            Field(
                "output",
                \.output,
                .section(output, OutputSettings(), expecting: "`output`"),
                default: defaults,
                example: "output: {blocks: true}",
                "What is written, and where."
            ),
            Field(
                "fetch",
                \.fetch,
                .section(fetch, FetchSettings(), expecting: "`fetch`"),
                default: defaults,
                example: "fetch: {timeout: 30s}",
                "How pages and feeds are fetched."
            ),
            Field(
                "workers",
                \.workers,
                .section(workers, WorkerSettings(), expecting: "`workers`"),
                default: defaults,
                example: "workers: {count: 2}",
                "The processes that parse what was fetched, and their limits."
            ),
            Field(
                "schedule",
                \.schedule,
                .section(schedule, ScheduleSettings(), expecting: "`schedule`"),
                default: defaults,
                example: "schedule: {every: 1h}",
                "When sources are polled."
            ),
            Field(
                "control",
                \.control,
                .section(control, ControlSettings(), expecting: "`control`"),
                default: defaults,
                example: "control: {socket: /run/winnow/control.sock}",
                "How the command `winnow` reaches the daemon."
            ),
            Field(
                "log",
                \.log,
                .section(log, LogSettings(), expecting: "`log`"),
                default: defaults,
                example: "log: {level: debug}",
                "What is logged to standard error."
            ),
            Field(
                "sources_directory",
                \.sourcesDirectory,
                .path,
                default: defaults,
                example: "sources_directory: sources.d",
                "Directory whose files `*.yaml` list the sources, read in the order of their "
                    + "names. A relative path begins at the folder of the main file."
            ),
            Field(
                "state_directory",
                \.stateDirectory,
                .path,
                default: defaults,
                example: "state_directory: /var/lib/winnow",
                "Directory for state and output. A relative path begins at the folder of the "
                    + "main file."
            ),
        ],
        elsewhere: ["sources": "sources are listed in the files of `sources_directory`"]
    )

    /// Section `output`.
    static let output = Table<OutputSettings>(fields: [
        Field(
            "format",
            \.format,
            .choice,
            default: .init(),
            example: "format: jsonl",
            "Form of the output: one JSON object a line."
        ),
        Field(
            "path",
            \.path,
            .pathTemplate,
            default: .init(),
            example: #"path: "documents/{source}/{date}.jsonl""#,
            "Path of the output files. `{source}` stands for the name of the source, `{date}` for the "
                + "day and `{hour}` for the hour, both in UTC. A relative path begins at the state "
                + "directory."
        ),
        Field(
            "blocks",
            \.blocks,
            .bool,
            default: .init(),
            example: "blocks: true",
            "Whether a record carries its list of blocks (headings, paragraphs, tables) beside "
                + "the text."
        ),
        Field(
            "removed",
            \.removed,
            .bool,
            default: .init(),
            example: "removed: true",
            "Whether a record carries what modules dropped, with the module and its reason."
        ),
        Field(
            "segment_size",
            \.segmentSize,
            .byteCount(.mebibytes(1)...(.gibibytes(64))),
            default: .init(),
            example: "segment_size: 1GiB",
            "Size at which an output file is closed and the next one begun."
        ),
    ])

    /// Section `fetch`.
    static let fetch = Table<FetchSettings>(fields: [
        Field(
            "connect_timeout",
            \.connectTimeout,
            .duration(.milliseconds(100)...(.seconds(300))),
            default: .init(),
            example: "connect_timeout: 5s",
            "Time to find the host, connect, and agree on TLS."
        ),
        Field(
            "timeout",
            \.timeout,
            .duration(.milliseconds(100)...(.seconds(3600))),
            default: .init(),
            example: "timeout: 30s",
            "Time for a whole request with its redirects."
        ),
        Field(
            "low_speed_limit",
            \.lowSpeedLimit,
            .byteCount(.init(bytes: 0)...(.mebibytes(100)), unit: "B"),
            default: .init(),
            example: "low_speed_limit: 1KiB",
            "Bytes a second below which a transfer counts as stalled; `0B` never gives up for "
                + "slowness."
        ),
        Field(
            "low_speed_time",
            \.lowSpeedTime,
            .duration(.seconds(1)...(.seconds(3600))),
            default: .init(),
            example: "low_speed_time: 30s",
            "How long a transfer may stay stalled before it is given up."
        ),
        Field(
            "max_body",
            \.maxBody,
            .byteCount(.kibibytes(1)...(.gibibytes(1))),
            default: .init(),
            example: "max_body: 8MiB",
            "Largest body, counted after decompression; a larger one is a failure."
        ),
        Field(
            "max_redirects",
            \.maxRedirects,
            .integer(0...20),
            default: .init(),
            example: "max_redirects: 3",
            "Redirects followed for one request."
        ),
        Field(
            "concurrency",
            \.concurrency,
            .integer(1...1024),
            default: .init(),
            example: "concurrency: 16",
            "Requests under way at one time, to all hosts together."
        ),
        Field(
            "per_host",
            \.perHost,
            .integer(1...64),
            default: .init(),
            example: "per_host: 1",
            "Requests under way at one time to one host."
        ),
        Field(
            "delay",
            \.delay,
            .duration(.zero...(.seconds(3600))),
            default: .init(),
            example: "delay: 5s",
            "Pause between the starts of two requests to one host."
        ),
        Field(
            optional: "proxy",
            \.proxy,
            .proxyURL,
            defaultText: "none",
            example: "proxy: http://proxy.example:3128",
            "Proxy for all requests; scheme http, https, socks5 or socks5h. Without this key "
                + "none is used, whatever the environment says."
        ),
    ])

    /// Section `workers`.
    static let workers = Table<WorkerSettings>(fields: [
        Field(
            optional: "count",
            \.count,
            .integer(1...1024),
            defaultText: "one for each processor",
            example: "count: 2",
            "Number of worker processes."
        ),
        Field(
            "memory",
            \.memory,
            .byteCount(.mebibytes(128)...(.gibibytes(64))),
            default: .init(),
            example: "memory: 2GiB",
            "Address space of one worker. A worker that needs more ends and is replaced."
        ),
        Field(
            "cpu_time",
            \.cpuTime,
            .duration(.seconds(1)...(.seconds(3600))),
            default: .init(),
            example: "cpu_time: 10s",
            "Processor time for one document. A worker that needs more ends and is replaced."
        ),
        Field(
            "deadline",
            \.deadline,
            .duration(.milliseconds(100)...(.seconds(3600))),
            default: .init(),
            example: "deadline: 20s",
            "Time for one document by the clock. The document is then tried once more alone, and "
                + "after that put into quarantine."
        ),
    ])

    /// Section `schedule`.
    static let schedule = Table<ScheduleSettings>(fields: [
        Field(
            "every",
            \.every,
            .interval,
            default: .init(),
            example: "every: 1h",
            "Time between two polls of a source that does not set its own."
        ),
        Field(
            "jitter",
            \.jitterPercent,
            .percent(0...50),
            default: .init(),
            example: "jitter: 20%",
            "Largest random shift of a poll, as a share of its interval, so that sources do not "
                + "all come at once."
        ),
        Field(
            "backoff_max",
            \.backoffMax,
            .interval,
            default: .init(),
            example: "backoff_max: 12h",
            "Longest pause between two polls of a source that keeps failing. It is tried for "
                + "ever, only less often."
        ),
    ])

    /// Section `control`.
    static let control = Table<ControlSettings>(fields: [
        Field(
            "socket",
            \.socket,
            .path,
            default: .init(),
            example: "socket: /run/winnow/control.sock",
            "Path of the Unix socket. A relative path begins at the state directory."
        )
    ])

    /// Section `log`.
    static let log = Table<LogSettings>(fields: [
        Field(
            "level",
            \.level,
            .choice,
            default: .init(),
            example: "level: debug",
            "The lowest level that is logged. A poll is one line at `info`, a document one at "
                + "`debug`."
        )
    ])
}

extension ValueFormat where Value == Duration {
    /// Time between two polls.
    static var interval: ValueFormat {
        .duration(.seconds(1)...(.seconds(365 * 24 * 3600)), unit: "m")
    }
}
