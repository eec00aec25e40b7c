import CoreModel
import Events

extension Change {
    /// What takes a change back, in the order in which it is to be made.
    public struct Undoing: Sendable {
        /// The edits of groups, rules, entries, routes and interfaces, in the order in which they are to be made.
        public let edits: [Edit]
        /// The entries of prefix lists that come and go, a list each.
        public let lists: [ListEntries]
        /// What serves subnets as before.
        let uses: [SubnetUse.Undoing]
        /// What cannot be taken back, since no record tells what was before.
        public let unknown: [ChangeEdit]

        /// Whether nothing takes it back.
        public var isEmpty: Bool { edits.isEmpty && lists.isEmpty && uses.isEmpty }
    }

    /// Entries of one prefix list that come and go.
    public struct ListEntries: Sendable, Hashable {
        /// The id of the list.
        public let list: String
        /// The CIDRs that come back.
        public fileprivate(set) var added: [IPNetwork] = []
        /// The CIDRs that go again.
        public fileprivate(set) var removed: [IPNetwork] = []
    }

    /// What takes it back, the last edit first; of what is as it was already nothing is left out.
    public var undoing: Undoing {
        var edits: [Edit] = []
        var lists: [ListEntries] = []
        var uses: [SubnetUse.Undoing] = []
        var unknown: [ChangeEdit] = []
        for edit in self.edits.reversed() {
            if case .listEntry(let list, let before, let after) = edit.subject, (before == nil) != (after == nil) {
                let place = lists.firstIndex { $0.list == list } ?? lists.count
                if place == lists.count { lists.append(ListEntries(list: list)) }
                if let before { lists[place].added.append(before) }
                if let after { lists[place].removed.append(after) }
            } else if case .use(let use) = edit.subject, let back = use.undoing {
                uses.append(back)
            } else if let back = edit.undoing {
                edits += back
            } else {
                unknown.append(edit)
            }
        }
        return Undoing(edits: edits, lists: lists, uses: uses, unknown: unknown)
    }
}

extension ChangeEdit {
    /// The edits that take it back; nil where it is not known what was before.
    fileprivate var undoing: [Edit]? {
        switch subject {
        case .rule(_, let before, let after): return undoing(before?.edited, after?.edited)
        case .entry(_, _, _, let before, let after):
            if operation == .add { return after?.edited.map { [.network(.removeEntry($0))] } }
            return before?.edited.map { [.network(.addEntry($0))] }
        case .route(let table, let destination, let before, let after):
            let old = before.map { EditedRoute(table: table, destination, $0) }
            let new = after.map { EditedRoute(table: table, destination, $0) }
            switch operation {
            case .add: return new.map { [.network(.removeRoute($0))] }
            case .remove: return old.map { [.network(.addRoute($0))] }
            case .change:
                guard let new, let before else { return nil }
                return [.network(.changeRoute(new, to: before))]
            }
        case .attachment(let interface, let before, let after):
            guard operation == .change, let before, let after else { return nil }
            return before.filter { !after.contains($0) }.map { .attach(group: $0, interface: interface) }
                + after.filter { !before.contains($0) }.map { .detach(group: $0, interface: interface) }
        case .listEntry, .use: return nil
        case .group(let id, let before, _, let known):
            if operation == .add { return [.removeGroup(id: id)] }
            guard let before, known.isComplete else { return nil }
            return [.addGroup(before)] + known.rules.compactMap(\.edited).map(Edit.add)
        }
    }

    private func undoing(_ before: EditedRule?, _ after: EditedRule?) -> [Edit]? {
        switch operation {
        case .add: return after.map { [.remove($0)] }
        case .remove: return before.map { [.add($0)] }
        case .change:
            guard let before, let after else { return nil }
            return [.change(after, to: before)]
        }
    }
}
