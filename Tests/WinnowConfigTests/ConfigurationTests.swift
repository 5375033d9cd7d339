import Foundation
import Testing
import WinnowConfig
import WinnowModel

@Suite struct ConfigurationTests {
    @Test func `a main file with a user agent alone gives every default`() throws {
        let scratch = try Scratch()
        try scratch.write(minimalMain.utf8, to: "winnow.yaml")
        try scratch.write("sources: []".utf8, to: "sources.d/none.yaml")
        let configuration = try #require(scratch.load().configuration)
        var expected = Configuration()
        expected.mainFile = scratch.path + "/winnow.yaml"
        expected.files = [expected.mainFile, scratch.path + "/sources.d/none.yaml"]
        expected.userAgent = "winnow/1.0 (+https://ops.example/contact)"
        #expect(configuration == expected)
        #expect(configuration.stateDirectory == "/var/lib/winnow")
        #expect(configuration.controlSocketPath == "/var/lib/winnow/control.sock")
        #expect(configuration.workerCount >= 1)
    }

    @Test func `every key of the main file reaches its setting`() throws {
        let scratch = try Scratch()
        try scratch.write(fullMain.utf8, to: "winnow.yaml")
        try scratch.makeFolder("feeds")
        let (loaded, diagnostics) = scratch.load()
        #expect(diagnostics.map(\.code) == [.noSource])
        let configuration = try #require(loaded)
        #expect(configuration.userAgent == "newsbot/2 (bot@news.example)")
        #expect(configuration.stateDirectory == scratch.path + "/state")
        #expect(configuration.moduleDirectories == ["/opt/modules", scratch.path + "/own"])
        #expect(configuration.routes.map(\.name) == ["default", "wire"])
        #expect(configuration.routes.last?.modules == ["text", "stamp"])
        #expect(
            configuration.moduleOptions == [
                "stamp": #"{"text":"no 7"}"#,
                "boilerplate": #"{"phrases":{"en":["Read more","70"]},"threshold":0.25}"#,
            ]
        )
        var output = OutputSettings()
        output.path = "out/{hour}/{source}.jsonl"
        output.blocks = true
        output.removed = true
        output.segmentSize = .mebibytes(1)
        #expect(configuration.output == output)
        var fetch = FetchSettings()
        fetch.connectTimeout = .milliseconds(1500)
        fetch.timeout = .seconds(20)
        fetch.lowSpeedLimit = .init(bytes: 0)
        fetch.lowSpeedTime = .seconds(120)
        fetch.maxBody = .mebibytes(2)
        fetch.maxRedirects = 0
        fetch.concurrency = 3
        fetch.perHost = 1
        fetch.delay = .zero
        fetch.proxy = "socks5h://proxy.example:1080"
        #expect(configuration.fetch == fetch)
        #expect(configuration.workers.count == 3)
        #expect(configuration.workerCount == 3)
        #expect(configuration.workers.memory == .gibibytes(2))
        #expect(configuration.workers.cpuTime == .seconds(5))
        #expect(configuration.workers.deadline == .seconds(6))
        #expect(configuration.schedule.every == .seconds(3600))
        #expect(configuration.schedule.jitterPercent == 0)
        #expect(configuration.schedule.backoffMax == .seconds(2 * 86400))
        #expect(configuration.controlSocketPath == "/run/winnow/control.sock")
        #expect(configuration.log.level == .warning)
    }

    @Test func `every key of a source reaches its setting`() throws {
        let scratch = try Scratch()
        try scratch.write((minimalMain + "schedule: {every: 2h}\n").utf8, to: "winnow.yaml")
        try scratch.makeFolder("drop")
        try scratch.write(allKinds.utf8, to: "sources.d/all.yaml")
        let (loaded, diagnostics) = scratch.load()
        #expect(scratch.report(diagnostics) == "")
        let sources = try #require(loaded).sources
        #expect(
            sources.map(\.kind) == [
                .feed(url: "https://a.example/feed"),
                .sitemap(url: "https://b.example/sitemap.xml"),
                .page(url: "https://c.example/"),
                .pages(
                    url: "https://d.example/",
                    links: [LinkRule("/news/*"), LinkRule("*story*")]
                ),
                .directory(path: scratch.path + "/drop"),
            ]
        )
        #expect(sources.map(\.name) == ["a", "b", "c", "d", "e"])
        #expect(sources.map(\.line) == [2, 9, 10, 11, 14])
        #expect(sources[0].every == .seconds(900))
        #expect(sources[1].every == .seconds(7200))
        #expect(sources.map(\.fullPage) == [false, true, true, true, true])
        #expect(sources.map(\.isEnabled) == [false, true, true, true, true])
        #expect(sources[0].language == "pt-BR")
        #expect(sources[0].maxEntries == 10)
        #expect(sources[1].maxEntries == nil)
        #expect(sources[1].route.name == "default")
    }

    @Test func `options of a source are laid over those of the main file`() throws {
        let scratch = try Scratch()
        try scratch.write(
            (minimalMain + """
                routes:
                  default: [html, boilerplate, language]
                modules:
                  boilerplate: {learn: true, phrases: {en: [More], de: [Mehr]}}
                  language: {min_letters: 20}
                """).utf8,
            to: "winnow.yaml"
        )
        try scratch.write(
            """
            sources:
              - name: plain
                feed: https://a.example/
              - name: own
                feed: https://b.example/
                route:
                  options:
                    boilerplate: {learn: false, phrases: {de: [Weiter]}}
                  languages: [en, ar]
            """.utf8,
            to: "sources.d/a.yaml"
        )
        let configuration = try #require(scratch.load().configuration)
        let global = #"{"learn":true,"phrases":{"de":["Mehr"],"en":["More"]}}"#
        #expect(
            configuration.sources[0].route.modules == [
                ModuleUse(name: "html"), ModuleUse(name: "boilerplate", options: global),
                ModuleUse(name: "language", options: #"{"min_letters":20}"#),
            ]
        )
        #expect(configuration.sources[0].route == configuration.route(named: "default"))
        #expect(
            configuration.sources[1].route.modules == [
                ModuleUse(name: "html"),
                ModuleUse(
                    name: "boilerplate",
                    options: #"{"learn":false,"phrases":{"de":["Weiter"],"en":["More"]}}"#
                ),
                ModuleUse(name: "language", options: #"{"keep":["en","ar"],"min_letters":20}"#),
            ]
        )
        #expect(configuration.route(named: "other") == nil)
    }

    @Test func `an alias stands for what its anchor has`() throws {
        let scratch = try Scratch()
        try scratch.write(minimalMain.utf8, to: "winnow.yaml")
        try scratch.write(
            """
            sources:
              - {name: a, feed: "https://a.example/", every: &slow 6h, route: &wire {languages: [en]}}
              - {name: b, feed: "https://b.example/", every: *slow, route: *wire}
            """.utf8,
            to: "sources.d/a.yaml"
        )
        let sources = try #require(scratch.load().configuration).sources
        #expect(sources.map(\.every) == [.seconds(6 * 3600), .seconds(6 * 3600)])
        #expect(sources[0].route == sources[1].route)
        #expect(sources[1].route.modules.last?.options == #"{"keep":["en"]}"#)
    }

    @Test func `the state directory may be replaced`() throws {
        let scratch = try Scratch()
        try scratch.write((minimalMain + "state_directory: /nowhere\n").utf8, to: "winnow.yaml")
        try scratch.makeFolder("sources.d")
        let configuration = try #require(
            scratch.load(stateDirectory: "/srv/winnow/").configuration
        )
        #expect(configuration.stateDirectory == "/srv/winnow")
    }

    @Test func `the main file's own settings need neither modules nor sources`() throws {
        let scratch = try Scratch()
        let routes = "routes: {default: [not-installed]}\ncontrol: {socket: own.sock}\n"
        try scratch.write((minimalMain + routes).utf8, to: "winnow.yaml")
        let file = scratch.path + "/winnow.yaml"
        let settings = try #require(
            ConfigurationLoader.mainSettings(of: file, stateDirectory: "/srv")
        )
        #expect(settings.controlSocketPath == "/srv/own.sock")
        #expect(ConfigurationLoader.mainSettings(of: scratch.path + "/none.yaml") == nil)
        try scratch.write("log: {level: loud}".utf8, to: "winnow.yaml")
        #expect(ConfigurationLoader.mainSettings(of: file) == nil)
    }

    @Test func `a byte order mark and Windows line ends are accepted`() throws {
        let scratch = try Scratch()
        let text = "\u{FEFF}" + minimalMain + "log:\n  level: debug\n"
        try scratch.write(
            text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] },
            to: "winnow.yaml"
        )
        try scratch.makeFolder("sources.d")
        #expect(try #require(scratch.load().configuration).log.level == .debug)
    }

    private var fullMain: String {
        """
        user_agent: newsbot/2 (bot@news.example)
        state_directory: state
        sources_directory: feeds
        module_directories: [/opt/modules, own]
        routes:
          default: [html, boilerplate]
          wire: [text, stamp]
        modules:
          stamp: {text: no 7}
          boilerplate: {threshold: 0.25, phrases: {en: [Read more, 70]}}
        output: {format: jsonl, path: "out/{hour}/{source}.jsonl", blocks: true, removed: true,
          segment_size: 1MiB}
        fetch:
          connect_timeout: 1500ms
          timeout: 20s
          low_speed_limit: 0B
          low_speed_time: 2m
          max_body: 2MiB
          max_redirects: 0
          concurrency: 3
          per_host: 1
          delay: 0s
          proxy: socks5h://proxy.example:1080
        workers: {count: 3, memory: 2GiB, cpu_time: 5s, deadline: 6s}
        schedule: {every: 1h, jitter: 0%, backoff_max: 2d}
        control: {socket: /run/winnow/control.sock}
        log: {level: warning}
        """
    }

    private var allKinds: String {
        """
        sources:
          - name: a
            feed: https://a.example/feed
            every: 15m
            full_page: false
            enabled: false
            language: pt-BR
            max_entries: 10
          - {name: b, sitemap: "https://b.example/sitemap.xml"}
          - {name: c, page: "https://c.example/"}
          - name: d
            pages: {url: "https://d.example/", links: [/news/*, "*story*"]}
            route: default
          - {name: e, directory: ../drop}
        """
    }
}
