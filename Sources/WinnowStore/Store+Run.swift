extension Store {
    /// Does what no call asks for, until its task is cancelled or the store is
    /// closed: syncs what was appended, and looks after a full disk whether
    /// there is space again.
    ///
    /// A daemon runs it beside its other parts. Without it, work that paused
    /// would not go on by itself. How each look ended stands in `condition`.
    public func run(every interval: Duration = .seconds(1)) async {
        while !Task.isCancelled, !lockIsFree {
            look()
            do {
                try await Task.sleep(for: interval)
            } catch {
                // Cancelled: `close` settles what is left.
                return
            }
        }
    }

    private func look() {
        do throws(StoreError) {
            switch condition {
            case .ready: try settle()
            case .diskFull: try resume()
            case .failed: break
            }
        } catch {
            // `condition` has it, and the next look tries again.
        }
    }
}
