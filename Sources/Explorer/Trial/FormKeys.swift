import CoreModel
import Frames
import Map
import Reachability
import Text
import Trial

extension Command {
    /// What keys do in the form of a change.
    static let changeForm: [Command] = [
        Command("Enter", [.enter], "try", rank: 0, help: "try the change; nothing is sent to AWS", .trying, in: .change) {
            state, _ in
            state.tryForm()
        },
        Command("Tab", [.tab, .backTab], "complete", rank: 1, help: "complete; again for the next", .trying, in: .change) {
            state, key in
            state.editForm { $0.complete(by: key == .tab ? 1 : -1, $1) }
        },
        Command("up down", [.up, .down], "field", rank: 1, help: "the field above, below", .moving, in: .change) {
            state, key in
            state.editForm { form, _ in form.move(by: key == .up ? -1 : 1) }
        },
        Command(
            "j k Space", ["j", "k", " ", .left, .right], "choose", rank: 2,
            help: "the field below, above; Space takes the next choice", .trying, in: .change,
            when: { $0.form?.editor == nil }
        ) { state, key in
            state.editForm { form, _ in
                switch key {
                case "j": form.move(by: 1)
                case "k": form.move(by: -1)
                default: form.turn(by: key == .left ? -1 : 1)
                }
            }
        },
        Command(
            ":", [":"], "type the line", rank: 2, help: "to the line that says the same", .trying, in: .change,
            when: { [.direction, .transport, .ports].contains($0.form?.field) }
        ) { state, _ in state.editForm { form, _ in form.go(to: .line) } },
        Command("Esc", [.escape], "leave, nothing changes", rank: -1, help: "leave; nothing changes", .trying, in: .change) {
            state, _ in
            state.prompt = nil
        },
    ]
}

extension ExplorerState {
    /// The form that is filled in; nil where none is.
    var form: ChangeForm? {
        guard case .change(let form) = prompt else { return nil }
        return form
    }

    mutating func editForm(_ change: (inout ChangeForm, ExplorerModel) -> Void) {
        guard var form else { return }
        change(&form, model)
        prompt = .change(form)
    }

    /// Opens the form on the chosen rule, or on a new one of the selected group.
    mutating func startChange() {
        guard openTrial() != nil else { return }
        if let rule = chosenPaneRow?.rule {
            let edited = model.edited(rule)
            openForm(of: model.inventory[rule].group, edited, isNew: false)
        } else if let group = selection?.group {
            openForm(of: group, nil, isNew: true)
        } else {
            message = "E adds a rule to the selected group, or edits the one that is chosen in its pane"
        }
    }

    private mutating func openForm(of group: GroupIndex, _ rule: EditedRule?, isNew: Bool, replaces: Int? = nil) {
        let name = model.name(.group(group))
        let old = isNew ? nil : rule.flatMap { TrialLine.lines(of: [.remove($0)], for: model.analyzer).first?.text.dropFirst(2) }
        let group = TrialLine.named(model.analyzer.endText(of: .group(group)))
        let title = isNew ? "a new rule of \(name)" : "a rule of \(name)"
        prompt = .change(
            ChangeForm(group: group, title: title, rule: rule, old: old.map(String.init), replaces: replaces, model))
        isZoomed = false
    }

    /// Edits the change that is chosen in the list: a new rule in the form, anything else as the line that it is.
    mutating func editChosenChange() {
        guard let place = chosenChange, let changes, openTrial() != nil else { return }
        let line = changes.changes[place].line
        if line.edits.count == 1, case .add(let rule) = line.edits[0], let group = model.inventory.group(id: rule.group) {
            openForm(of: group, rule, isNew: true, replaces: place)
            return
        }
        startCommand(line.text)
        editCommand { typed, _ in typed.replaces = place }
    }

    /// Tries what the form says; what is wrong with it is said below its fields.
    mutating func tryForm() {
        guard let form else { return }
        do {
            try tryLine(form.line.text, inPlaceOf: form.replaces)
            if case .change = prompt { prompt = nil }
        } catch {
            // The rows below the fields say it.
            message = "not tried: \(error.message)"
        }
    }
}

extension Screen {
    /// The form: a bar, its fields, and what the change would come to.
    mutating func draw(_ form: ChangeForm, _ area: Area) {
        let limit = area.x + area.width
        drawBar("\(pointer) on trial: \(form.title)", right: "nothing is sent to AWS", area: area)
        var y = area.y + 1
        for field in ChangeForm.Field.allCases where y < area.y + area.height {
            let isChosen = field == form.field
            frame.put("  \(TerminalText.padded(field.label, to: 9))", x: area.x, y: y, role: .plain, limit: limit)
            frame.put(isChosen ? pointer : " ", x: area.x + 11, y: y, role: .strong, limit: limit)
            let hint = hint(field, form)
            let width = field == .line ? area.width - 14 : max(12, min(40, area.width - 15 - TerminalText.width(hint)))
            if isChosen, let editor = form.editor {
                _ = drawInput(editor, x: area.x + 13, y: y, width: width)
            } else {
                let role: Role = isChosen ? .selected : .plain
                frame.put(fitted(form.text(field), to: width), x: area.x + 13, y: y, role: role, limit: area.x + 13 + width)
            }
            if !hint.isEmpty {
                let room = limit - (area.x + 14 + width)
                frame.put(fitted(hint, to: room), x: area.x + 14 + width, y: y, role: .dim, limit: limit)
            }
            y += 1
        }
        let lines = state.previewLines(width: area.width)
        let room = area.y + area.height - y
        for (row, line) in lines.prefix(max(0, room)).enumerated() {
            let isCut = row == room - 1 && lines.count > room
            frame.put(
                isCut ? StyledLine("  and \(lines.count - room + 1) more lines, in the list of changes (W)", .dim) : line,
                x: area.x,
                y: y + row, limit: limit)
        }
    }

    /// What can stand in a field.
    private func hint(_ field: ChangeForm.Field, _ form: ChangeForm) -> String {
        if field == form.field, let completion = form.completion { return completion }
        switch field {
        case .direction: return form.takesDirection ? "Space: \(form.direction == .ingress ? "egress" : "ingress")" : ""
        case .transport: return "Space: tcp, udp, icmp, all"
        case .ports: return form.transport == "icmp" ? "type, or type/code; empty for any" : "or 5432-5433, postgres, all"
        case .peer:
            guard let end = try? model.analyzer.resolver.resolve(form.peer.text), !form.peer.text.isEmpty else {
                return "a group, a CIDR, a prefix list, internet"
            }
            let (name, id) = (model.names.name(of: end.kind), model.inventory.id(of: end.kind) ?? "")
            return TerminalText.safe(id.isEmpty || id == form.peer.text ? name : name == form.peer.text ? id : "\(name)  \(id)")
        case .words, .line: return ""
        }
    }
}

extension ExplorerState {
    /// The rows that the form wants.
    var formHeight: Int {
        1 + ChangeForm.Field.allCases.count + min(10, max(4, previewLines(width: size.columns).count))
    }
}
