import WinnowConfig
import WinnowFeeds
import WinnowModel
import WinnowWorker

/// Finds the feed that an address leads to. Everything fetched is parsed in a
/// worker.
struct FeedFinder {
    /// A feed that was found.
    struct Found {
        var url: String
        var title: String?
    }

    let pool: WorkerPool
    let configuration: Configuration

    /// The feed at the address, or the best one that its page names.
    func find(at url: String, probing: Bool) async throws -> Found? {
        let input = try await Retrieval.retrieve(url, accept: .feed, configuration: configuration)
        let effective = input.metadata[Metadata.Key.effectiveURL] ?? url
        if let feed = await read(input, .syndication, effective) {
            return Found(url: feed.selfLink ?? effective, title: feed.title)
        }
        let candidates = await read(input, .discovery, effective)?.entries ?? []
        if let best = candidates.first, let link = best.link {
            return Found(url: link, title: best.title)
        }
        return probing ? await probe(effective) : nil
    }

    private func probe(_ url: String) async -> Found? {
        for place in FeedDiscovery.customaryPlaces(of: url) {
            guard
                let input = try? await Retrieval.fetch(
                    place.url,
                    accept: .feed,
                    configuration: configuration
                ),
                let feed = await read(input, .syndication, place.url)
            else { continue }  // Most of the places do not exist; that is the search.
            return Found(url: place.url, title: feed.title)
        }
        return nil
    }

    private func read(_ input: Retrieval, _ kind: FeedJob.Kind, _ base: String) async -> Feed? {
        let job = FeedJob(
            kind: kind,
            contentType: input.contentType,
            baseURL: base,
            body: input.body
        )
        return try? await pool.read(job)  // Unreadable: it is no feed.
    }
}
