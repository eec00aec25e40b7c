import CoreModel
import Reachability
import Text

/// Commands of the `aws` program, one line each, quoted for a shell.
struct AwsCode {
    private let inventory: Inventory
    private let names: Names
    private let rules: RuleSteps
    private let scopes: ScopeText

    init(_ inventory: Inventory, _ names: Names) {
        (self.inventory, self.names) = (inventory, names)
        rules = RuleSteps(inventory: inventory, names: names)
        scopes = ScopeText(inventory)
    }

    /// The commands that make changes.
    func pieces(_ edits: [Edit]) -> [ChangeCode.Piece] {
        // AWS sets the groups of an interface all at once.
        var carried: [String: [String]] = [:]
        return edits.map { edit in
            piece(edit, command(edit, &carried))
        }
    }

    /// The commands that take them back, the last first.
    func undo(_ edits: [Edit]) -> [ChangeCode.Piece] {
        var state = inventory
        var pieces: [ChangeCode.Piece] = []
        for edit in edits {
            let own = AwsCode(state, names)
            pieces.insert(contentsOf: own.undo(edit), at: 0)
            // Only what is changed twice needs what it was between.
            state = state.applying([edit])
        }
        return pieces
    }

    private func undo(_ edit: Edit) -> [ChangeCode.Piece] {
        if case .network(let own) = edit, let fix = NetworkFix(own, in: inventory) {
            let text = NetworkFixText(fix, inventory, names).undo
            if !text.isEmpty { return [piece(edit, text)] }
        }
        guard let back = inventory.undoing(edit) else {
            return [piece(edit, CodeForm.aws.comment("no command takes this back: \(name(edit))"))]
        }
        var carried = carriedAfter(edit)
        return back.map { piece(edit, command($0, &carried)) }
    }

    /// What an interface carries once an edit is made, where it changes that.
    private func carriedAfter(_ edit: Edit) -> [String: [String]] {
        switch edit {
        case .attach(let group, let interface): [interface: (groups(interface) + [group]).distinct()]
        case .detach(let group, let interface): [interface: groups(interface).filter { $0 != group }]
        default: [:]
        }
    }

    private func piece(_ edit: Edit, _ text: String) -> ChangeCode.Piece {
        ChangeCode.Piece(place: scopes.place(edit.scope(in: inventory)), code: text, form: .aws)
    }

    // MARK: Commands

    private func command(_ edit: Edit, _ carried: inout [String: [String]]) -> String {
        switch edit {
        case .add(let rule): return authorize(rule)
        case .remove(let rule): return revoke(rule)
        case .change(let old, let new): return change(old, new)
        case .addGroup(let group):
            let name = FixText.allowedCharacters(group.name)
            let description = group.description.isEmpty ? name : FixText.allowedCharacters(group.description)
            let arguments =
                ["--group-name", name, "--description", description] + (group.vpc.isEmpty ? [] : ["--vpc-id", group.vpc])
            return CodeForm.aws.comment("the group gets an id of its own: put that in place of \(group.id) below") + "\n"
                + command("create-security-group", arguments, region: region(group.id))
        case .removeGroup(let id): return command("delete-security-group", ["--group-id", id], region: region(id))
        case .attach(let group, let interface):
            let now = ((carried[interface] ?? groups(interface)) + [group]).distinct()
            carried[interface] = now
            return setGroups(now, interface)
        case .detach(let group, let interface):
            let now = (carried[interface] ?? groups(interface)).filter { $0 != group }
            carried[interface] = now
            return now.isEmpty
                ? CodeForm.aws.comment("\(interface) carries no other group: AWS lets none go without one")
                : setGroups(now, interface)
        case .network(let edit): return network(edit)
        }
    }

    private func network(_ edit: NetworkEdit) -> String {
        switch edit {
        case .removeEntry(let entry):
            guard let fix = NetworkFix(.addEntry(entry), in: inventory) else { break }
            return NetworkFixText(fix, inventory, names).undo
        case .addEntry(let entry):
            guard let fix = NetworkFix(edit, in: inventory) else { break }
            let text = NetworkFixText(fix, inventory, names).aws
            let stands = inventory.entry(entry.acl, entry.direction, entry.number) != nil
            return stands
                ? text.replacing("create-network-acl-entry", with: "replace-network-acl-entry", maxReplacements: 1) : text
        default:
            if let fix = NetworkFix(edit, in: inventory) { return NetworkFixText(fix, inventory, names).aws }
        }
        return CodeForm.aws.comment("nothing is run for this: \(name(.network(edit)))")
    }

    /// What a change is called in a comment.
    private func name(_ edit: Edit) -> String {
        switch edit {
        case .network(.off(let id)): "the drill that \(id) is gone"
        case .network(let edit):
            NetworkFix(edit, in: inventory).map { NetworkFixText($0, inventory, names).line } ?? "a change of the network"
        case .removeGroup(let id): "the group \(rules.name(id)) goes"
        default: "a change"
        }
    }

    private func setGroups(_ groups: [String], _ interface: String) -> String {
        let place = inventory.interfaces.firstIndex { inventory[$0.id] == interface }
        let region = place.map { inventory[inventory.scope(ofVpc: inventory.interfaces[$0].vpc).region] } ?? ""
        return command(
            "modify-network-interface-attribute", ["--network-interface-id", interface, "--groups"] + groups, region: region)
    }

    private func groups(_ interface: String) -> [String] {
        let own = inventory.interfaces.first { inventory[$0.id] == interface }
        return own.map { $0.groups.map { inventory[inventory[$0].id] } } ?? []
    }

    private func region(_ group: String) -> String {
        inventory.group(id: group).map { inventory[inventory[$0].region] } ?? ""
    }

    private func command(_ verb: String, _ arguments: [String], region: String) -> String {
        NetworkFixText.command(verb, arguments, region: region)
    }

    // MARK: Rules

    private func authorize(_ rule: EditedRule) -> String {
        command(
            "authorize-security-group-\(rule.identity.direction.name)", ["--group-id", rule.group, "--ip-permissions"],
            region: region(rule.group)) + " " + ShellText.quoted(permission(rule, rules.description(rule)), always: true)
    }

    /// By its own id where that is told, which means this rule and no other.
    private func revoke(_ rule: EditedRule) -> String {
        let verb = "revoke-security-group-\(rule.identity.direction.name)"
        if let id = ruleID(rule) {
            return command(verb, ["--group-id", rule.group, "--security-group-rule-ids", id], region: region(rule.group))
        }
        return command(verb, ["--group-id", rule.group, "--ip-permissions"], region: region(rule.group)) + " "
            + ShellText.quoted(permission(rule, nil), always: true)
    }

    private func change(_ old: EditedRule, _ new: EditedRule) -> String {
        guard let id = ruleID(old), old.identity.direction == new.identity.direction else {
            return "\(authorize(new))\n\(revoke(old))"
        }
        let traffic = new.identity.traffic
        let ports = RuleSteps.range(traffic).map { ["FromPort=\($0.from)", "ToPort=\($0.to)"] } ?? []
        let peer: String =
            switch new.identity.peer {
            case .group(let group): "ReferencedGroupId=\(group)"
            case .network(let network): network.version == .v4 ? "CidrIpv4=\(network)" : "CidrIpv6=\"\(network)\""
            case .prefixList(let list): "PrefixListId=\(list)"
            }
        let words = new.description.isEmpty ? [] : ["Description=\"\(shorthand(new.description))\""]
        let parts = ["IpProtocol=\(rules.apiProtocol(traffic))"] + ports + [peer] + words
        let value = "SecurityGroupRuleId=\(id),SecurityGroupRule={\(parts.joined(separator: ","))}"
        return command(
            "modify-security-group-rules", ["--group-id", new.group, "--security-group-rules"], region: region(new.group))
            + " " + ShellText.quoted(value, always: true)
    }

    private func ruleID(_ rule: EditedRule) -> String? {
        guard let group = inventory.group(id: rule.group) else { return nil }
        let own = inventory.rules(of: group, rule.identity.direction).first {
            inventory.identity(of: inventory[$0]) == rule.identity
        }
        let id = own.map { inventory[inventory[$0].id] } ?? ""
        return id.hasPrefix("sgr-") ? id : nil
    }

    /// The shorthand of one permission.
    private func permission(_ rule: EditedRule, _ description: String?) -> String {
        let suffix = description.map { $0.isEmpty ? "" : ",Description=\"\(shorthand($0))\"" } ?? ""
        let peer: String =
            switch rule.identity.peer {
            case .group(let id): "UserIdGroupPairs=[{GroupId=\(id)\(owner(id, rule.group))\(suffix)}]"
            case .network(let network) where network.version == .v4: "IpRanges=[{CidrIp=\(network)\(suffix)}]"
            case .network(let network): "Ipv6Ranges=[{CidrIpv6=\"\(network)\"\(suffix)}]"
            case .prefixList(let id): "PrefixListIds=[{PrefixListId=\(id)\(suffix)}]"
            }
        let ports = RuleSteps.range(rule.identity.traffic).map { ["FromPort=\($0.from)", "ToPort=\($0.to)"] } ?? []
        return (["IpProtocol=\(rules.apiProtocol(rule.identity.traffic))"] + ports + [peer]).joined(separator: ",")
    }

    /// The account of a group that another one's rule names.
    private func owner(_ id: String, _ own: String) -> String {
        guard let group = inventory.group(id: id), let mine = inventory.group(id: own) else { return "" }
        let (theirs, ours) = (inventory[inventory[group].owner], inventory[inventory[mine].owner])
        return theirs.isEmpty || ours.isEmpty || theirs == ours ? "" : ",UserId=\(theirs)"
    }

    /// A text within the quotes of the shorthand.
    private func shorthand(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
}
