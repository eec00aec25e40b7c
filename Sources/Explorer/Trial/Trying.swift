import CoreModel
import Documentation
import Reachability
import Text
import Trial

/// What is tried: the fix of an answer, a change that is typed, what is chosen taken out.
extension ExplorerState {
    /// Tries the fix of the answer that is shown.
    mutating func tryFix() {
        guard let view = answer else {
            message = "no question is answered: a asks one, and A tries its fix"
            return
        }
        guard view.answer.verdict != .allowed else {
            message = "it is allowed: there is nothing to fix; X takes a rule out, :- types one"
            return
        }
        let network = view.answer.networkFixes.map { $0.edit(in: model.inventory) }
        let edits = view.answer.fixes.map(\.edit) + network.compactMap { $0 }
        guard !edits.isEmpty else {
            message = "no fix is known: the answer says why"
            return
        }
        if let choice = fixChoice(besides: edits) {
            prompt = .fixes(choice)
        } else {
            tryEdits(edits, saying: network.contains(nil) ? "; a part of the fix cannot be tried" : "")
        }
    }

    /// Tries a fix.
    mutating func tryEdits(_ edits: [Edit], saying more: String = "") {
        guard var changes = openTrial() else { return }
        let count = changes.changes.count
        changes.add(edits)
        lay(changes, saying: TrialWords.added(changes.changes[count...].map(\.line.text)) + more)
    }

    /// Tries a change that was typed, in the place of another where `place` is one; throws what is wrong with it.
    mutating func tryLine(_ line: String, inPlaceOf place: Int? = nil) throws(TrialFault) {
        guard var changes = openTrial() else { return }
        if let place, changes.changes.indices.contains(place) {
            try changes.replace(place, with: line)
            lay(changes, saying: "on trial instead: \(changes.changes[place].line.text)")
        } else {
            try changes.add(line)
            lay(changes, saying: TrialWords.added(changes.changes.suffix(1).map(\.line.text)))
        }
    }

    /// Takes out the rule, the entry or the route that is chosen in the pane.
    mutating func takeOut() {
        guard let edit = chosenRemoval else {
            message =
                focus == .traffic
                ? "X takes out a rule: choose one that was not seen, or one by its use"
                : focus == .details
                    ? "X takes out a rule, an ACL entry or a route that somebody wrote: this line is none"
                    : "X takes out what is chosen in a pane: Enter opens the rules, entries or routes"
            return
        }
        guard var changes = openTrial() else { return }
        let count = changes.changes.count
        changes.add([edit], origin: .typed)
        lay(changes, saying: TrialWords.added(changes.changes[count...].map(\.line.text)))
    }

    /// The row of the pane that is chosen.
    var chosenPaneRow: ReportRow? {
        guard focus == .details, details.lines.rows.indices.contains(details.scroll.cursor) else { return nil }
        return details.lines.rows[details.scroll.cursor]
    }

    /// What takes out what is chosen; nil where it is nothing that can go.
    var chosenRemoval: Edit? {
        if let use = chosenUse { return traffic.page.map { .remove($0.model.edited(use.rule)) } }
        guard let row = chosenPaneRow else { return nil }
        let inventory = model.inventory
        if let rule = row.rule { return .remove(model.edited(rule)) }
        switch row.element {
        case .entry(let acl, let place)?:
            return inventory.edited(inventory.topology[acl].entries[place], of: acl).map { .network(.removeEntry($0)) }
        case .route(let table, let place)?:
            let own = inventory.topology[table]
            // AWS takes no local route out.
            guard let route = inventory.edited(own.routes[place], of: table), route.target.kind != .local,
                own.routes[place].origin != .createRouteTable
            else { return nil }
            return inventory.written(inventory[own.id], route.destination).map { .network(.removeRoute($0)) }
        case nil: return nil
        }
    }

    /// Takes the last change back.
    mutating func undoLast() {
        guard var changes = openTrial() else { return }
        guard let last = changes.undo() else {
            message = "nothing is on trial"
            return
        }
        let rest = changes.changes.isEmpty ? "; nothing is on trial" : ""
        lay(changes, saying: "taken back: \(last.line.text)\(rest)")
    }
}

extension ExplorerModel {
    /// A rule as changes tell it.
    func edited(_ place: RuleIndex) -> EditedRule {
        let rule = inventory[place]
        return inventory.edited(rule, of: inventory[inventory[rule.group].id], as: inventory.identity(of: rule))
    }
}
