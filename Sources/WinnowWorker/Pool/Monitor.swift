import Glibc

/// A value that threads share, and wait on until it is as they need it.
///
/// For threads that block anyway; built on a POSIX mutex and condition. Its
/// functions are inlinable, since a generic one that is not is slow to call.
///
/// `@unchecked Sendable`: the value is touched only between `lock` and `unlock`
/// of the one mutex.
public final class Monitor<Value>: @unchecked Sendable {
    @usableFromInline let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    @usableFromInline let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    @usableFromInline var value: Value
    /// Threads that wait: without any, nobody need be woken.
    @usableFromInline var waiting = 0

    /// Shares a value that nobody else refers to.
    public init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Changes the value and wakes all threads that wait for a change.
    @inlinable
    public func change<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let result = body(&value)
        if waiting > 0 { pthread_cond_broadcast(condition) }
        return result
    }

    /// Changes the value and wakes one thread, where any of them will do.
    @inlinable
    public func changeForOne<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let result = body(&value)
        if waiting > 0 { pthread_cond_signal(condition) }
        return result
    }

    /// Looks at the value, or changes what no other thread waits for.
    @inlinable
    public func look<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }

    /// Calls `body` after each change until it returns something.
    @inlinable
    public func wait<Result>(for body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            waiting += 1
            pthread_cond_wait(condition, mutex)
            waiting -= 1
        }
    }
}
