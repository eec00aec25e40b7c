import Synchronization

/// Whole verdicts that were worked out before: the same board is asked of what was read at every change that is tried.
///
/// A class, since copies of an analyzer share it.
final class VerdictMemory: Sendable {
    private struct Key: Hashable {
        var question: Question
        var looksAtNetwork: Bool
        var isOneWay: Bool
    }

    private let known = Mutex<[Key: Verdict]>([:])

    /// Questions that are kept, at most.
    private static let limit = 4_096

    /// The verdict of a question, made when it is asked for first.
    func verdict(_ question: Question, _ scope: AnswerScope, _ make: () -> Verdict) -> Verdict {
        let key = Key(question: question, looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay)
        if let known = known.withLock({ $0[key] }) { return known }
        let verdict = make()
        known.withLock { if $0.count < Self.limit { $0[key] = verdict } }
        return verdict
    }
}

/// What others worked out of an analyzer's inventory, by what they call it.
///
/// A class, since copies of an analyzer share it.
final class Remembered: Sendable {
    private let known = Mutex<[AnyHashable: any Sendable]>([:])

    /// Things that are kept, at most: beyond that all of them are made anew.
    private static let limit = 16

    /// What a key stands for, made when it is asked for first; two that ask at once may both make it.
    func value<Key: Hashable & Sendable, Value: Sendable>(_ key: Key, _ make: () -> Value) -> Value {
        if let known = known.withLock({ $0[AnyHashable(key)] as? Value }) { return known }
        let value = make()
        known.withLock { known in
            if known.count >= Self.limit { known = [:] }
            known[AnyHashable(key)] = value
        }
        return value
    }
}
