import CSandbox

/// How the process that feeds the workers treats memory.
public enum ProcessMemory {
    /// Keeps freed memory of up to 64 MiB for the next document. For commands
    /// that read one file after the other; a daemon gives memory back.
    public static func keepFreed() {
        winnow_keep_freed_memory()
    }
}
