import ArgumentParser
import Glibc
import WinnowConfig
import WinnowDaemon
import WinnowFetch
import WinnowModel

/// A body that a command fetched or read, with what is known of it.
struct Retrieval: Sendable {
    var body: [UInt8]
    var metadata: Metadata
    var headers: [(name: String, value: String)] = []
    /// As the server or the file's name says; with its parameters.
    var contentType: String?

    /// Fetches a URL, or reads a file or standard input; ends the command with
    /// a message if that fails.
    static func retrieve(
        _ location: String,
        accept: FetchRequest.Accept,
        configuration: Configuration
    ) async throws -> Retrieval {
        do {
            return isURL(location)
                ? try await fetch(location, accept: accept, configuration: configuration)
                : try read(location)
        } catch let error as InputError {
            Terminal.complain("\(error)")
        } catch let error as FetchError {
            Terminal.complain("\(error)")
        }
        throw ExitStatus.someFailed
    }

    static func isURL(_ location: String) -> Bool {
        WebURL.parse(location)?.isHTTP ?? false
    }

    private static func read(_ path: String) throws(InputError) -> Retrieval {
        let body = try FileInput.read(path)
        var metadata = Metadata()
        metadata[Metadata.Key.origin] = "file"
        metadata[Metadata.Key.mediaType] = MediaType.ofFile(named: path)
        return Retrieval(body: body, metadata: metadata)
    }

    /// Fetches a URL; throws what went wrong.
    static func fetch(
        _ url: String,
        accept: FetchRequest.Accept,
        configuration: Configuration
    ) async throws -> Retrieval {
        var settings = WinnowFetch.FetchSettings(configuration)
        if settings.userAgent.isEmpty {
            settings.userAgent = "winnow/\(WinnowVersion.current) (run by hand)"
        }
        settings.spoolDirectory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let fetcher = try Fetcher(settings: settings)
        let response = try await fetcher.fetch(
            FetchRequest(
                url: url,
                accept: accept,
                maximumBodyBytes: configuration.fetch.maxBody.bytes
            )
        )
        let body = try response.body.bytes()
        await fetcher.shutdown()
        guard (200...299).contains(response.status) else {
            throw InputError(path: url, message: "the server answered HTTP \(response.status)")
        }
        return Retrieval(
            body: body,
            metadata: metadata(of: response, requested: url),
            headers: response.headers.fields.map { ($0.name, $0.value) },
            contentType: response.headers["content-type"]
        )
    }

    private static func metadata(of response: FetchResponse, requested: String) -> Metadata {
        var metadata = Metadata()
        metadata[Metadata.Key.origin] = "page"
        metadata[Metadata.Key.requestedURL] = requested
        metadata[Metadata.Key.effectiveURL] = response.effectiveURL
        metadata[Metadata.Key.baseURL] = response.effectiveURL
        metadata[Metadata.Key.mediaType] = response.headers.mediaType
        metadata[Metadata.Key.transportEncoding] = response.headers.transportEncoding
        metadata[Metadata.Key.httpLanguage] = response.headers.contentLanguage
        return metadata
    }
}
