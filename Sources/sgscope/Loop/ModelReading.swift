import Board
import CoreModel
import Dispatch
import Explorer
import Glibc
import History
import Documentation
import Synchronization

extension KnownChanges {
    /// What is known of changes, with times as the program writes and reads them.
    init(_ timeLine: TimeLine, _ names: Names) {
        self.init(timeLine, names, short: Clock.dayAndTime, whole: Clock.wall, typed: { TypedTime.seconds($0) })
    }
}

/// Reads the inputs and works out what the explorer shows, beside the event loop.
final class ModelReading: Sendable {
    /// What a reading brings: where older data stands meanwhile, with who reaches whom.
    struct Fresh: Sendable {
        let model: ExplorerModel
        let flows: Flows?
    }

    private struct State {
        /// The reading that is wanted; earlier ones were cancelled.
        var number = 0
        var failure: Failure?
        /// Ends the reading of AWS that is under way.
        var stop = Stop()
        /// The files that the last reading that went well was of.
        var files: Set<String> = []
        /// Where the board lies, as soon as the input was read.
        var board: BoardPlace?
    }

    private let input: InputOptions
    private let files: [String]
    private let before: String?
    private let board: String?
    private let logs: GivenFlowLogs
    private let state = Mutex(State())
    private let underWay = DispatchGroup()
    /// Stand-ins stay the same from reading to reading.
    private let redaction: Redaction?

    init(input: InputOptions, files: [String], before: String?, board: String? = nil, logs: GivenFlowLogs = .none) {
        self.input = input
        self.logs = logs
        self.board = board
        self.files = files
        self.before = before
        redaction = input.isRedacted ? Redaction() : nil
    }

    /// Begins a reading; `tell` hears what it is doing and what became of it, from another thread.
    ///
    /// After a first reading the data that is replaced is what the new data is compared with.
    func start(after old: ExplorerModel? = nil, tell: @escaping @Sendable (ReadingResult) -> Void) {
        if old != nil, (files + input.input).contains("-") {
            tell(.failed("standard input can be read once only; name a file"))
            return
        }
        let stop = Stop()
        let number = state.withLock { state in
            state.number += 1
            state.stop = stop
            return state.number
        }
        // A thread that may wait: a reading of AWS waits for other tasks.
        DispatchQueue.global(qos: .userInitiated).async(group: underWay) {
            let isWanted: @Sendable () -> Bool = { self.state.withLock { $0.number == number } }
            let result = self.read(after: old, stop: stop) { if isWanted() { tell(.underWay($0)) } }
            let isLast = self.state.withLock { state in
                guard state.number == number else { return false }
                if case .failure(let failure) = result { state.failure = failure }
                return true
            }
            guard isLast else { return }
            switch result {
            case .success(let fresh): tell(.read(fresh.model, fresh.flows))
            case .failure(let failure): tell(.failed(failure.message))
            }
        }
    }

    /// Lets the reading that is under way be the last of its kind: nobody is told of it.
    func cancel() {
        let stop = state.withLock { state in
            state.number += 1
            return state.stop
        }
        stop.stop()
    }

    /// Appends a line to the board's file; what became of it.
    func append(_ pin: Pin) -> BoardEvent {
        guard let place = state.withLock({ $0.board }) else { return .failed("nothing was read yet") }
        do throws(BoardWriting.Failed) { _ = try BoardWriting(place: place).append(pin) } catch { return .failed(error.reason) }
        return .written(pin, place.source())
    }

    /// Ends what is under way before the program ends: no command that reads AWS is left behind.
    func end() {
        cancel()
        if input.isLive { _ = underWay.wait(timeout: .now() + 3) }
    }

    /// Why the first reading failed, as soon as it did.
    var failure: Failure? { state.withLock { $0.failure } }

    private func read(
        after old: ExplorerModel?, stop: Stop, tell: @escaping @Sendable (String) -> Void
    ) -> Result<Fresh, Failure> {
        do {
            let readBefore = state.withLock { $0.files }
            // An earlier time is shown in place of what was read, and left for it.
            var input = self.input
            input.at = nil
            let loading = try input.load(
                files: files, stop: stop, redaction: redaction, readBefore: readBefore, readsEarlier: true
            ) { tell($0.text) }
            let known = loading.tellsTurning ? KnownChanges(loading.timeLine, loading.annotations.names) : nil
            let place = BoardPlace(input, loading, named: board, files: files)
            state.withLock { ($0.files, $0.board) = (loading.files, place) }
            var earlier = try before.map { try input.earlier($0, than: loading, redaction: redaction) }
            if earlier == nil, let old { earlier = EarlierReading(analyzer: old.analyzer, time: old.time ?? "the last reading") }
            let model = ExplorerModel(
                inventory: loading.inventory, analyzer: loading.analyzer, notes: loading.notes, isExample: loading.isExample,
                earlier: earlier, readAt: loading.isExample ? nil : Self.clock(),
                now: Clock.now,
                isProduction: Config.own.production.names((loading.original?.analyzer ?? loading.analyzer).inventory),
                board: place.source(), inputs: loading.given, logs: logs, known: known)
            if old == nil { return .success(Fresh(model: try asOf(model), flows: nil)) }
            tell("working out who reaches whom ...")
            return .success(Fresh(model: model, flows: Flows(model)))
        } catch let failure as Failure {
            return .failure(failure)
        } catch {
            return .failure(.cannotWrite("\(error)"))
        }
    }

    /// A reading as of the time that is asked for; as it is where none is.
    private func asOf(_ model: ExplorerModel) throws -> ExplorerModel {
        guard let time = input.at.flatMap({ TypedTime.seconds($0) }) else { return model }
        guard let past = ExplorerModel.asOf(time, of: model) else { throw InputOptions.withoutChanges }
        return past
    }

    /// The time of day, "18:34".
    private static func clock() -> String {
        var now = time_t(Clock.now)
        var parts = tm()
        localtime_r(&now, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(parts.tm_hour)):\(two(parts.tm_min))"
    }
}
