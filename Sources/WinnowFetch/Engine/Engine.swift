import CCurl

/// The loop of the fetcher's thread: takes commands, starts what may start,
/// lets libcurl work, and answers what ended.
final class Engine {
    private let multi: UnsafeMutableRawPointer
    private let settings: FetchSettings
    private let commands: CommandQueue
    private var schedule: HostSchedule<Ticket>
    private var transfers: [Ticket: Transfer] = [:]
    /// Running transfers by their easy handle.
    private var running: [UnsafeMutableRawPointer: Transfer] = [:]
    private var completions: [CheckedContinuation<Void, Never>] = []
    private var isEnding = false

    init(multi: UnsafeMutableRawPointer, settings: FetchSettings, commands: CommandQueue) {
        self.multi = multi
        self.settings = settings
        self.commands = commands
        schedule = HostSchedule(
            maximumConcurrent: settings.maximumConcurrent,
            maximumPerHost: settings.maximumPerHost,
            delay: settings.hostDelay
        )
        // Idle connections cost memory for their TLS state.
        winnow_curl_multi_set_long(
            multi,
            CURLMOPT_MAXCONNECTS,
            max(8, settings.maximumConcurrent)
        )
    }

    /// Works until a shutdown is asked for.
    func run() {
        while !isEnding {
            takeCommands()
            startDue()
            var count: Int32 = 0
            curl_multi_perform(multi, &count)
            finishDone()
            startDue()
            wait()
        }
        end()
    }

    private func wait() {
        guard !isEnding else { return }
        // libcurl shortens the wait to its own timers, and a command ends it.
        var milliseconds: Int32 = 60_000
        let now = ContinuousClock.now
        if let wake = schedule.wakeTime(now: now) {
            let delay = (wake - now).components
            let rest = delay.seconds * 1000 + delay.attoseconds / 1_000_000_000_000_000
            // One more, so that the time has come when the wait ends.
            milliseconds = Int32(clamping: min(max(0, rest + 1), 60_000))
        }
        curl_multi_poll(multi, nil, 0, milliseconds, nil)
    }

    // MARK: Commands

    private func takeCommands() {
        for command in commands.takeAll() {
            switch command {
            case .fetch(let ticket, let request, let continuation):
                accept(ticket, request, continuation)
            case .cancel(let ticket):
                cancel(ticket)
            case .shutdown(let continuation):
                isEnding = true
                if let continuation { completions.append(continuation) }
            }
        }
    }

    private func accept(
        _ ticket: Ticket,
        _ request: FetchRequest,
        _ continuation: CheckedContinuation<CommandQueue.FetchResult, Never>
    ) {
        do {
            let transfer = try Transfer(ticket, request, settings, continuation)
            guard !ticket.isCancelled else {
                transfer.fail(.cancelled, "the fetch was cancelled")
                return
            }
            transfers[ticket] = transfer
            enqueue(transfer)
        } catch {
            continuation.resume(returning: .failure(error))
        }
    }

    private func cancel(_ ticket: Ticket) {
        guard let transfer = transfers[ticket] else { return }
        drop(transfer)
        transfer.fail(.cancelled, "the fetch was cancelled")
    }

    // MARK: Transfers

    private func enqueue(_ transfer: Transfer) {
        transfer.willQueue()
        schedule.enqueue(transfer.ticket, host: transfer.target.host, now: .now)
    }

    private func startDue() {
        while let (ticket, host) = schedule.next(now: .now) {
            guard let transfer = transfers[ticket] else {
                schedule.finish(host: host, now: .now)
                continue
            }
            transfer.didLeaveQueue()
            start(transfer)
        }
    }

    /// Starts the transfer's next hop; its place at the host is taken.
    private func start(_ transfer: Transfer) {
        do throws(FetchError) {
            let hop = try transfer.startHop()
            running[hop.easy] = transfer
            let status = curl_multi_add_handle(multi, hop.easy)
            guard status == CURLM_OK else {
                throw FetchError(
                    code: .internal,
                    url: hop.target.url,
                    message: "libcurl took no transfer",
                    underlying: String(cString: curl_multi_strerror(status))
                )
            }
        } catch {
            drop(transfer)
            transfer.answer(.failure(error))
        }
    }

    private func finishDone() {
        var result = CURLE_OK
        while let easy = winnow_curl_next_done(multi, &result) {
            guard let transfer = running[easy], let hop = transfer.hop else { continue }
            let outcome = hop.outcome(result)
            let host = hop.target.host
            removeHop(of: transfer)
            follow(outcome, transfer, from: host)
        }
    }

    private func follow(_ outcome: Hop.Outcome, _ transfer: Transfer, from host: String) {
        switch outcome {
        case .redirect(let step, let target):
            if let error = transfer.redirect(step, to: target) {
                schedule.finish(host: host, now: .now)
                end(transfer, .failure(error))
            } else if target.host == host {
                // The same request goes on, in the place that it has.
                start(transfer)
            } else {
                schedule.finish(host: host, now: .now)
                enqueue(transfer)
            }
        case .response(let response):
            schedule.finish(host: host, now: .now)
            end(transfer, .success(response))
        case .failure(let error):
            schedule.finish(host: host, now: .now)
            end(transfer, .failure(error))
        }
    }

    private func end(_ transfer: Transfer, _ result: CommandQueue.FetchResult) {
        transfers[transfer.ticket] = nil
        transfer.answer(result)
    }

    /// Takes a transfer out of everything, wherever it is.
    private func drop(_ transfer: Transfer) {
        transfers[transfer.ticket] = nil
        if !schedule.remove(transfer.ticket) {
            schedule.finish(host: transfer.target.host, now: .now)
        }
        removeHop(of: transfer)
    }

    private func removeHop(of transfer: Transfer) {
        guard let hop = transfer.hop else { return }
        curl_multi_remove_handle(multi, hop.easy)
        running[hop.easy] = nil
        transfer.hop = nil
    }

    // MARK: The end

    private func end() {
        for transfer in Array(transfers.values) {
            removeHop(of: transfer)
            transfer.fail(.shutdown, "the fetcher was shut down")
        }
        transfers = [:]
        let late = commands.close()
        curl_multi_cleanup(multi)
        for command in late { CommandQueue.refuse(command) }
        for completion in completions { completion.resume() }
    }
}
