import CoreModel
import Reachability
import Text

/// Changes laid over an inventory that was read: nothing is ever sent anywhere, and what was read stays as it is.
///
/// A value: an earlier trial is a copy of it. Each change can be switched off, and the last one be taken back.
public struct Trial: Sendable {
    /// One change of a trial.
    public struct Change: Sendable, Hashable {
        /// What it is and does.
        public fileprivate(set) var line: TrialLine
        /// Where it comes from.
        public let origin: Origin
        /// Whether it is laid over the inventory.
        public fileprivate(set) var isOn = true
    }

    /// Where a change comes from.
    public enum Origin: Sendable, Hashable {
        /// Somebody typed it.
        case typed
        /// It is the fix of an answer.
        case fix
        /// A line of a file, by the file's name and the line's number.
        case file(String, Int)
    }

    /// What was read.
    public let base: Analyzer
    /// The changes, in the order in which they are laid over it.
    public private(set) var changes: [Change] = []
    /// What was read with the changes that are on, where whom these take away is gone; see ``Analyzer/isGone(_:)``.
    public private(set) var analyzer: Analyzer

    /// A trial without changes.
    public init(_ base: Analyzer) { (self.base, analyzer) = (base, base.tried(over: base)) }

    /// Changes with what comes of them.
    init(_ base: Analyzer, _ analyzer: Analyzer, _ changes: [Change]) {
        (self.base, self.analyzer, self.changes) = (base, analyzer.tried(over: base), changes)
    }

    /// The inventory with the changes that are on.
    public var inventory: Inventory { analyzer.inventory }

    /// Whether nothing is changed.
    public var isEmpty: Bool { !changes.contains(where: \.isOn) }

    /// What the changes that are on do, in their order.
    public var edits: [Edit] { changes.filter(\.isOn).flatMap(\.line.edits) }

    /// "2 changes on trial", those that are on; what titles and answers say.
    public var title: String {
        let count = changes.count(where: \.isOn)
        return "\(count) change\(count == 1 ? "" : "s") on trial"
    }

    // MARK: Changing it

    /// Adds a line, read as a change of the inventory as it is on trial; throws what is wrong with it, and nothing is changed then.
    public mutating func add(_ line: String, origin: Origin = .typed) throws(TrialFault) {
        append(try TrialLine(parsing: line, for: analyzer, without: gone(by: changes[...])), origin)
    }

    /// Adds edits, each a change of its own: those of a fix, or of a difference.
    public mutating func add(_ edits: [Edit], origin: Origin = .fix) {
        for edit in edits where !inventory.isMade(edit) {
            // A group that comes or goes has no line that it could be read from.
            let text = TrialLineWriter(analyzer).text(edit) ?? edit.name
            append(TrialLine(text: text, edits: [edit]), origin)
        }
    }

    /// Adds lines of a file: empty ones and comments are passed over.
    ///
    /// What takes the last group off an interface waits for what puts one on, wherever in the file that stands. Throws the first fault with
    /// its line's number; the changes before it are added.
    public mutating func add(file text: String, named name: String) throws(LineFault) {
        var waiting: [(number: Int, line: String, fault: TrialFault)] = []
        for (place, line) in text.fileLines.enumerated() {
            if TrialToken.tokens(of: String(line)).isEmpty { continue }
            do throws(TrialFault) { try add(String(line), origin: .file(name, place + 1)) } catch {
                guard case .lastGroup = error else { throw LineFault(number: place + 1, fault: error) }
                waiting.append((place + 1, String(line), error))
                continue
            }
            var left: [(number: Int, line: String, fault: TrialFault)] = []
            for one in waiting {
                do throws(TrialFault) { try add(one.line, origin: .file(name, one.number)) } catch { left.append(one) }
            }
            waiting = left
        }
        if let first = waiting.first { throw LineFault(number: first.number, fault: first.fault) }
    }

    /// A fault of a line of a file.
    public struct LineFault: Error, Hashable, Sendable {
        /// Its number, from 1.
        public let number: Int
        /// What is wrong with it.
        public let fault: TrialFault
    }

    /// Takes the last change back; nil where there is none.
    ///
    /// A change that others rest on takes these with it: what would then leave an interface without a group is switched off.
    @discardableResult
    public mutating func undo() -> Change? {
        guard let last = changes.popLast() else { return nil }
        lay()
        return last
    }

    /// Drops a change; gives those that are switched off by that, since they would leave an interface without a group.
    @discardableResult
    public mutating func drop(_ place: Int) -> [Change] {
        guard changes.indices.contains(place) else { return [] }
        changes.remove(at: place)
        return lay()
    }

    /// Switches a change off, or on again; gives those that stay or are switched off by that, since they would leave an interface without
    /// a group, or are of what is gone by it.
    @discardableResult
    public mutating func toggle(_ place: Int) -> [Change] {
        guard changes.indices.contains(place) else { return [] }
        changes[place].isOn.toggle()
        return lay()
    }

    /// Puts another change in the place of one; throws what is wrong with its line, and nothing is changed then.
    ///
    /// Changes behind it that would leave an interface without a group are switched off.
    public mutating func replace(_ place: Int, with line: String) throws(TrialFault) {
        guard changes.indices.contains(place) else { return }
        let before = base.applying(changes[..<place].filter(\.isOn).flatMap(\.line.edits))
        let own = try TrialLine(parsing: line, for: before, without: gone(by: changes[..<place]))
        changes[place] = Change(line: own, origin: .typed)
        lay()
    }

    /// The same without one of its changes.
    public func without(_ place: Int) -> Trial {
        var trial = self
        trial.drop(place)
        return trial
    }

    /// The groups whose rules or carriers the changes that are on change, by their places on trial.
    public var changedGroups: [GroupIndex] {
        var seen: Set<GroupIndex> = []
        return edits.compactMap { $0.group.flatMap { inventory.group(id: $0) } }.filter { seen.insert($0).inserted }
    }

    private mutating func append(_ line: TrialLine, _ origin: Origin) {
        changes.append(Change(line: line, origin: origin))
        analyzer = analyzer.applying(line.edits)
    }

    /// Always from what was read, so that nothing of what is taken back is left.
    ///
    /// Gives what is switched off by that: a change of what an earlier one takes away, or one that would leave an interface without any
    /// group, which AWS refuses.
    @discardableResult
    private mutating func lay() -> [Change] {
        var refused = switchedOff()
        if edits.contains(where: \.isDetachment) {
            var laid = base.inventory
            for place in changes.indices where changes[place].isOn {
                let line = changes[place].line
                if case .group(let id)? = line.drill, let group = laid.group(id: id) {
                    // Which interfaces carry another group beside it rests on the changes before.
                    changes[place].line = TrialLine(text: line.text, edits: laid.takingAway(group), drill: line.drill)
                }
                let next = laid.applying(changes[place].line.edits)
                if next.hasBare(by: changes[place].line.edits) {
                    changes[place].isOn = false
                    refused.append(changes[place])
                } else {
                    laid = next
                }
            }
        }
        analyzer = base.tried(over: base).applying(edits)
        return refused
    }

    /// Switches off what was typed of things that a change before it takes away.
    private mutating func switchedOff() -> [Change] {
        var refused: [Change] = []
        var gone: Set<String> = []
        for place in changes.indices where changes[place].isOn {
            let line = changes[place].line
            if changes[place].origin != .fix, line.thing(among: gone) != nil {
                changes[place].isOn = false
                refused.append(changes[place])
            } else if let drill = line.drill {
                gone.formUnion(drill.gone(from: base.inventory))
            }
        }
        return refused
    }

    /// The ids of what some of the changes took away, as far as they are on.
    private func gone(by changes: ArraySlice<Change>) -> Set<String> {
        Set(changes.filter(\.isOn).compactMap(\.line.drill).flatMap { $0.gone(from: base.inventory) })
    }

    // MARK: Other readings

    /// What becomes of a trial when the same is read anew.
    public struct Laid: Sendable {
        /// The changes that are still to be made, laid over what was read.
        public let trial: Trial
        /// Those that have meanwhile been made.
        public let made: [Change]
        /// Those that cannot be laid over what is there now, and why.
        public let lost: [(change: Change, fault: TrialFault)]
    }

    /// The same changes over another reading: which somebody has made meanwhile, which are still to be made.
    public func laid(over newer: Analyzer) -> Laid {
        var trial = Trial(newer)
        var made: [Change] = []
        var lost: [(change: Change, fault: TrialFault)] = []
        for change in changes {
            if change.line.edits.allSatisfy(newer.inventory.isMade) {
                made.append(change)
                continue
            }
            do throws(TrialFault) { try trial.add(again: change) } catch { lost.append((change, error)) }
        }
        return Laid(trial: trial, made: made, lost: lost)
    }

    private mutating func add(again change: Change) throws(TrialFault) {
        // What no line says stands as it is.
        let hasLine = !change.line.edits.contains(where: \.isGroup)
        let line = hasLine ? try TrialLine(parsing: change.line.text, for: analyzer) : change.line
        let again = Change(line: line, origin: change.origin, isOn: change.isOn)
        changes.append(again)
        if again.isOn { analyzer = analyzer.applying(again.line.edits) }
    }
}

extension Edit {
    /// Whether a group comes or goes, which no line says.
    fileprivate var isGroup: Bool {
        switch self {
        case .addGroup, .removeGroup: true
        case .add, .remove, .change, .attach, .detach, .network: false
        }
    }

    /// Whether it takes a group off an interface.
    fileprivate var isDetachment: Bool { if case .detach = self { true } else { false } }

    /// What a change is called that no line says.
    var name: String {
        switch self {
        case .addGroup(let group): "a new group \(group.name.isEmpty ? group.id : group.name)"
        case .removeGroup(let id): "without the group \(id)"
        case .add, .remove, .change, .attach, .detach, .network: ""
        }
    }
}

extension Inventory {
    /// Whether an interface has no group any more by edits that are laid over it already.
    fileprivate func hasBare(by edits: [Edit]) -> Bool {
        let ids = edits.compactMap { edit -> TextID? in
            if case .detach(_, let interface) = edit { texts.find(interface) } else { nil }
        }
        return !ids.isEmpty && interfaces.contains { ids.contains($0.id) && $0.groups.isEmpty }
    }
}
