import CoreModel
import Reachability

/// Writes changes of an inventory as code: commands, Terraform, CloudFormation, Pulumi.
///
/// Ids stand where only ids are known; what an input calls its own things stands where the code is of that input.
public struct ChangeCode: Sendable {
    private let inventory: Inventory
    private let names: Names
    private let scopes: ScopeText
    /// Whether what comes is what was there, or is there in another reading: nothing is made up of it.
    private let isExact: Bool

    /// A writer of changes that are laid over an inventory.
    public init(_ inventory: Inventory, _ names: Names) { self.init(inventory, names, isExact: false) }

    private init(_ inventory: Inventory, _ names: Names, isExact: Bool) {
        (self.inventory, self.names, self.isExact) = (inventory, names, isExact)
        scopes = ScopeText(inventory)
    }

    /// The changes in a form, one below the other, each with where it is to be made above it where there are several accounts or regions.
    ///
    /// A rule that nobody described comes with a description that says what it is for.
    /// What goes is a comment in every form but `aws`: code says what is there.
    public func text(_ edits: [Edit], as form: CodeForm) -> String {
        let pieces = form == .aws ? AwsCode(inventory, names, isExact: isExact).pieces(edits) : steps(edits, form)
        return Self.text(pieces, form)
    }

    /// Changes to what was there, or is there in another reading, in a form: rules come with the descriptions that they have there, and
    /// with no others.
    public func text(exactly edits: [Edit], as form: CodeForm) -> String {
        ChangeCode(inventory, names, isExact: true).text(edits, as: form)
    }

    /// Changes of a fix, to be written exactly beside others: a rule that comes and that nobody described says what it is for.
    public func described(_ edits: [Edit]) -> [Edit] {
        let rules = RuleSteps(inventory: inventory, names: names)
        return edits.map { edit -> Edit in
            guard case .add(var rule) = edit, rule.description.isEmpty else { return edit }
            rule.description = rules.description(rule)
            return .add(rule)
        }
    }

    /// What takes changes back once they are made, in a form, the last one first; with a comment for what nothing takes back.
    public func undo(_ edits: [Edit], as form: CodeForm = .aws) -> String {
        Self.text(form == .aws ? AwsCode(inventory, names).undo(edits) : undoSteps(edits, form), form)
    }

    private static func text(_ pieces: [Piece], _ form: CodeForm) -> String {
        pieces.map(\.text).joined(separator: form == .aws ? "\n" : "\n\n") + (pieces.isEmpty ? "" : "\n")
    }

    /// A piece of code with where it is to be run.
    struct Piece {
        var place: String?
        var code: String
        var form: CodeForm

        var text: String { (place.map { "\(form.comment($0))\n" } ?? "") + code }
    }

    private func steps(_ edits: [Edit], _ form: CodeForm) -> [Piece] {
        var used: Set<String> = []
        var order = ChangesInOrder(inventory)
        var code = self
        var pieces: [Piece] = []
        let new = NewGroups(inventory, edits)
        for edit in edits {
            if order.reach(edit) { code = within(order.inventory) }
            pieces += code.pieces(edit, form, new, &used)
        }
        return pieces
    }

    /// What takes changes back, in code: it says again what was there, and of what is gone then that it is to be deleted.
    private func undoSteps(_ edits: [Edit], _ form: CodeForm) -> [Piece] {
        var code = self
        var made: [(edit: Edit, back: [Edit]?, before: ChangeCode, after: ChangeCode)] = []
        for edit in edits {
            let after = code.within(code.inventory.afterMaking(edit))
            made.append((edit, code.inventory.undoing(edit), code, after))
            code = after
        }
        var used: Set<String> = []
        var pieces: [Piece] = []
        for (edit, back, before, after) in made.reversed() {
            let writer = ChangeCode(after.inventory, after.names, isExact: true)
            if let refusal = before.inventory.refusal(of: edit) {
                if back?.isEmpty == true { continue }
                pieces.append(Piece(place: scopes.place(before.scope(edit)), code: form.comment(refusal), form: form))
                continue
            }
            guard let back else {
                let name = AwsCode(before.inventory, before.names).name(edit)
                let isDrill = if case .network(.off) = edit { true } else { false }
                let text = isDrill ? "nothing takes this back: \(name)" : "take out again what was written for: \(name)"
                pieces.append(Piece(place: scopes.place(before.scope(edit)), code: form.comment(text), form: form))
                continue
            }
            let new = NewGroups(after.inventory, back)
            for step in back { pieces += writer.pieces(step, form, new, &used) }
        }
        return pieces
    }

    private func pieces(_ edit: Edit, _ form: CodeForm, _ new: NewGroups, _ used: inout Set<String>) -> [Piece] {
        let writer = writer(form, of: edit)
        var pieces: [Piece] = []
        for step in steps(edit, form, new) {
            pieces.append(Piece(place: scopes.place(scope(edit)), code: text(step, writer, &used), form: form))
        }
        return pieces
    }

    private func within(_ other: Inventory) -> ChangeCode {
        ChangeCode(other, Names(names, after: other), isExact: isExact)
    }

    private func writer(_ form: CodeForm, of edit: Edit) -> any CodeWriter {
        switch form {
        case .pulumi: PulumiCode(inventory: inventory)
        case .cloudformation: CloudFormationCode(inventory: inventory, file: file(edit, .cloudFormation))
        case .terraform, .aws: TerraformCode(inventory: inventory, file: file(edit, .terraform))
        }
    }

    private func file(_ edit: Edit, _ tool: Manager.Tool) -> Int? {
        edit.component.flatMap { inventory.texts.find($0) }.flatMap { inventory.codeFile(of: $0, tool) }
    }

    private func text(_ step: CodeStep, _ writer: any CodeWriter, _ used: inout Set<String>) -> String {
        switch step {
        case .note(let text): return writer.form.comment(text)
        case .resource(let resource, let remark):
            var name = writer.name(resource.words)
            var number = 2
            while !used.insert(name).inserted {
                name = writer.name("\(resource.words) \(number)")
                number += 1
            }
            return (remark.map { "\(writer.form.comment($0))\n" } ?? "") + writer.text(resource, name: name)
        case .block(let block, let attributes, let place):
            return "\(writer.form.comment("in \(place)"))\n" + (writer.text(block: block, attributes) ?? "")
        }
    }

    // MARK: Steps

    private func steps(_ edit: Edit, _ form: CodeForm, _ new: NewGroups) -> [CodeStep] {
        if let refusal = inventory.refusal(of: edit) { return [.note(refusal)] }
        let rules = RuleSteps(inventory: inventory, names: names, form: form, isExact: isExact)
        switch edit {
        // It stands within its group, without which the group would come with one more.
        case .add(let rule) where form == .cloudformation && new.isLikeGiven(rule): return []
        case .add(let rule): return rules.added(rule)
        case .remove(let rule): return [rules.removed(rule)]
        case .change(let old, let new): return [rules.removed(old)] + rules.added(new)
        case .addGroup(let group): return [GroupSteps(form: form, new: new).added(group)]
        case .removeGroup(let id): return [.note("delete the security group \(rules.name(id))")]
        case .attach(let group, let interface):
            return carried(interface, form) { inventory.isFirst(attaching: group, to: $0, of: $1) }
                .map { [.note("add \(rules.name(group)) to \($0)")] } ?? []
        case .detach(let group, let interface):
            return carried(interface, form) { inventory.isFirst(detaching: group, from: $0, of: $1) }
                .map { [.note("take \(rules.name(group)) out of \($0)")] } ?? []
        case .network(let edit): return NetworkSteps(inventory: inventory, names: names, form: form).steps(edit)
        }
    }

    /// Where the groups of an interface are set; nil where they are set for several at once, and it is not the first of them.
    private func carried(
        _ id: String, _ form: CodeForm, _ isFirst: (InterfaceIndex, GroupHolder) -> Bool
    ) -> String? {
        guard let place = inventory.interface(id: id) else { return "the security groups of \(id)" }
        if let holder = inventory.groupHolder(of: place) { return isFirst(place, holder) ? holder.place(form) : nil }
        let name = names.name(of: place)
        return "the security groups of \(name == id ? id : "\(name) (\(id))")"
    }

    private func scope(_ edit: Edit) -> Scope { edit.scope(in: inventory) }
}

extension Inventory {
    /// What there is once a change is made: of a drill nothing ever is.
    func afterMaking(_ edit: Edit) -> Inventory {
        if case .network(.off) = edit { self } else { applying([edit]) }
    }

    /// Where a table of a transit gateway is; nothing of it where it is not in the input.
    func scope(ofTransitTable id: String) -> Scope {
        let gateway = topology.transitGatewayTables.first { self[$0.id] == id }?.gateway
        let own = topology.transitGateways.first { $0.id == gateway }
        return own.map { Scope(account: $0.owner, region: $0.region) } ?? Scope()
    }
}

extension Edit {
    /// The id of what a change is of: a group, an ACL, a table; nil for what has none that code is kept by.
    var component: String? {
        switch self {
        case .add(let rule), .remove(let rule), .change(let rule, _): rule.group
        case .addGroup(let group): group.id
        case .removeGroup(let id), .attach(let id, _), .detach(let id, _): id
        case .network(.addEntry(let entry)), .network(.removeEntry(let entry)): entry.acl
        case .network(.addRoute(let route)), .network(.removeRoute(let route)), .network(.changeRoute(let route, _)): route.table
        case .network: nil
        }
    }

    /// In which account and region a change is made.
    func scope(in inventory: Inventory) -> Scope {
        switch self {
        case .network(.removeEntry(let entry)):
            let acl = inventory.topology.networkACLs.first { inventory[$0.id] == entry.acl }
            return acl.map { inventory.scope(ofVpc: $0.vpc) } ?? Scope()
        case .network(.addTransitRoute(let route)): return inventory.scope(ofTransitTable: route.table)
        case .network(let edit): return NetworkFix(edit, in: inventory)?.scope(in: inventory) ?? Scope()
        default: return component.flatMap { inventory.group(id: $0) }.map { inventory.scope(of: $0) } ?? Scope()
        }
    }
}
