import Text
import Trial

/// What is to be shown in place of what was read: changes laid over it, or an earlier time of it.
///
/// It is work; each order is itself alone.
final class LayOrder: Sendable {
    private enum Layer: Sendable {
        case changes(Trial, said: String)
        /// Changes that were tried on an older reading.
        case changesOfOlder(Trial)
        case time(Int, said: String)
    }

    private let layer: Layer
    private let read: ExplorerModel
    private let flows: Flows?

    private init(_ layer: Layer, _ read: ExplorerModel, _ flows: Flows?) {
        (self.layer, self.read, self.flows) = (layer, read, flows)
    }

    /// Changes of this reading; `said` is what is said when they are laid.
    convenience init(_ changes: Trial, over read: ExplorerModel, _ flows: Flows?, saying said: String) {
        self.init(.changes(changes, said: said), read, flows)
    }

    /// The changes that were tried on an older reading, to be laid over a newer one.
    convenience init(_ changes: Trial, ofOlderThan read: ExplorerModel, _ flows: Flows?) {
        self.init(.changesOfOlder(changes), read, flows)
    }

    /// A time of this reading; `said` is what is said when it is shown.
    convenience init(asOf time: Int, of read: ExplorerModel, _ flows: Flows?, saying said: String) {
        self.init(.time(time, said: said), read, flows)
    }

    /// What it is called while it is done.
    var slot: Work.Slot { if case .time = layer { .asOf } else { .lay } }

    /// What is shown then; nil where nothing is wanted any more.
    func laid(tell: (Int, Int) -> Bool) -> LaidReading? {
        switch layer {
        case .changes(let changes, let said): return laid(changes, said, tell)
        case .changesOfOlder(let changes):
            let laid = changes.laid(over: read.analyzer)
            return self.laid(laid.trial, TrialWords.said(laid, of: read), tell)
        case .time(let time, let said):
            guard tell(0, 4), let past = PastOfReading(at: time, of: read, flows), tell(1, 4) else { return nil }
            return shown(ExplorerModel(past), said) { tell($0 + 1, $1 + 1) }
        }
    }

    private func laid(_ changes: Trial, _ said: String, _ tell: (Int, Int) -> Bool) -> LaidReading? {
        if changes.changes.isEmpty { return LaidReading(model: read, flows: flows, said: said) }
        return shown(ExplorerModel(TrialOfReading(changes: changes, read: read, flows: flows)), said, tell)
    }

    private func shown(_ model: ExplorerModel, _ said: String, _ tell: (Int, Int) -> Bool) -> LaidReading? {
        // Where nobody knows who reaches whom yet, that is worked out as it is for what was read.
        if flows == nil { return LaidReading(model: model, flows: nil, said: said) }
        return Flows(model, tell: tell).map { LaidReading(model: model, flows: $0, said: said) }
    }
}

extension LayOrder: Hashable {
    /// An order is itself alone.
    static func == (left: LayOrder, right: LayOrder) -> Bool { left === right }

    /// By identity.
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What is shown once something is laid over what was read, or nothing is any more.
struct LaidReading: Sendable {
    let model: ExplorerModel
    let flows: Flows?
    /// What is said then.
    let said: String
}

/// What was judged of what was read while something else is shown in its place; it comes back with it.
struct JudgedReading: Sendable {
    var history: [AskedQuestion]
    var board: BoardView

    /// The same questions of a newer reading: none is judged yet.
    func unjudged(of fresh: ExplorerModel) -> JudgedReading {
        JudgedReading(history: history.map(\.unjudged), board: BoardView(fresh.board))
    }
}

extension AskedQuestion {
    /// The question without what it came to.
    var unjudged: AskedQuestion { AskedQuestion(text: text) }
}

extension ExplorerState {
    /// What was read, whatever is shown in its place.
    public var read: ExplorerModel { model.trial?.read ?? model.past?.read ?? model }

    /// Who reaches whom in what was read.
    var readFlows: Flows? { model.trial.map(\.flows) ?? (model.past.map(\.flows) ?? flows) }

    /// Has something shown in place of what was read; what is judged of that is kept.
    mutating func lay(_ laying: LayOrder) {
        if judged == nil, read === model { judged = JudgedReading(history: history, board: board) }
        order(.lay(laying))
    }

    /// Has the same laid over a newer reading; false where nothing is laid.
    mutating func layAgain(over fresh: ExplorerModel, _ flows: Flows?) -> Bool {
        guard model !== read else { return false }
        executor.drop(.lay)
        // What was judged before is judged anew of the newer reading when that is shown.
        judged = judged?.unjudged(of: fresh)
        if let changes {
            order(.lay(LayOrder(changes, ofOlderThan: fresh, flows)))
        } else if let past = model.past?.past, let known = fresh.known {
            let said = "read again; still as of \(known.exact(past.time))"
            order(.lay(LayOrder(asOf: past.time, of: fresh, flows, saying: said)))
        } else {
            let said = "read again; no events are among the inputs any more: this is now"
            take(laid: LaidReading(model: fresh, flows: flows, said: said))
        }
        return true
    }

    /// Takes what is to be shown: with changes, as of an earlier time, or as it was read.
    mutating func take(laid: LaidReading) {
        let wasTrial = model.trial != nil
        replace(with: laid.model, laid.flows)
        message = laid.said
        if let changes {
            settle(changes)
        } else if model.past != nil {
            settlePast()
        } else {
            restoreJudged()
            if wasTrial { closeTrial() }
        }
    }

    /// Shows what was read again, and no more what is laid over it, or is to be.
    mutating func showRead(saying said: String) {
        for slot in [Work.Slot.lay, .asOf] where executor.isRunning(slot) {
            executor.drop(slot)
            emit(.cancel(slot))
        }
        guard model !== read else {
            judged = nil
            message = said
            return
        }
        take(laid: LaidReading(model: read, flows: readFlows, said: said))
    }

    /// What was judged of what was read stands again; what was asked meanwhile is judged of it.
    private mutating func restoreJudged() {
        // It opened with something laid over what was read: nothing was judged of that yet.
        let known = Dictionary((judged?.history ?? []).map { ($0.text, $0) }) { first, _ in first }
        history = history.map { known[$0.text] ?? $0.unjudged }
        let unknown = history.filter { $0.verdict == nil }.map(\.text)
        if !unknown.isEmpty { order(.verdicts(unknown)) }
        if let judged { board.past = judged.board.past }
        judged = nil
        board.isFresh = false
        judgeBoard()
    }
}
