import CoreModel
import Reachability
import Text

/// Commands of the `aws` program, one line each, quoted for a shell.
struct AwsCode {
    private let inventory: Inventory
    private let names: Names
    private let rules: RuleSteps
    private let scopes: ScopeText
    private var carried: CarriedGroups { CarriedGroups(inventory: inventory, rules: rules) }

    /// A writer of commands that are run in an inventory; exact ones make what is told, and make nothing up of it.
    init(_ inventory: Inventory, _ names: Names, isExact: Bool = false) {
        (self.inventory, self.names) = (inventory, names)
        rules = RuleSteps(inventory: inventory, names: names, isExact: isExact)
        scopes = ScopeText(inventory)
    }

    /// The commands that make changes, each as it is run after those before it.
    func pieces(_ edits: [Edit]) -> [ChangeCode.Piece] {
        var order = ChangesInOrder(inventory)
        var code = self
        var pieces: [ChangeCode.Piece] = []
        for edit in NewGroups(inventory, edits).asMade(edits) {
            if order.reach(edit) { code = within(order.inventory, isExact: rules.isExact) }
            pieces.append(code.piece(edit, code.command(edit)))
        }
        return pieces
    }

    /// The commands that take them back, the last first.
    func undo(_ edits: [Edit]) -> [ChangeCode.Piece] {
        var code = self
        var pieces: [ChangeCode.Piece] = []
        for edit in edits {
            let next = code.inventory.afterMaking(edit)
            // What is put back takes the place of what stands once the change is made, or of nothing.
            pieces.insert(contentsOf: code.undo(edit, code.within(next, isExact: true)), at: 0)
            code = code.within(next, isExact: false)
        }
        return pieces
    }

    private func within(_ other: Inventory, isExact: Bool) -> AwsCode {
        AwsCode(other, Names(names, after: other), isExact: isExact)
    }

    private func undo(_ edit: Edit, _ after: AwsCode) -> [ChangeCode.Piece] {
        let back = inventory.undoing(edit)
        if let back, back.isEmpty { return [] }
        if let refusal = inventory.refusal(of: edit) { return [piece(edit, CodeForm.aws.comment(refusal))] }
        if case .network(.associate(let own)) = edit {
            if let back { return back.map { piece(edit, after.command($0)) } }
            // Whoever had it is not told wholly: to leave it free would not be what was there.
            if inventory.isHeld(own.address) { return [piece(edit, nothing(edit))] }
        }
        if case .network(let own) = edit { return [piece(edit, undo(own, back?.first, after))] }
        guard let back else { return [piece(edit, nothing(edit))] }
        if back.count == 1, case .change(let new, let was)? = back.first {
            // AWS keeps the id of a rule that is changed, which the input only tells of the rule as it was.
            return [piece(edit, after.change(new, was, id: ruleID(was)))]
        }
        return NewGroups(after.inventory, back).asMade(back).map { piece(edit, after.command($0)) }
    }

    private func undo(_ edit: NetworkEdit, _ back: Edit?, _ after: AwsCode) -> String {
        if case .network(let own)? = back {
            switch own {
            case .addEntry, .removeEntry, .removeRoute: return after.network(own)
            case .addTransitRoute, .removeTransitRoute:
                if NetworkFix(edit, in: inventory) == nil { return after.network(own) }
            default: break
            }
        } else if case .addEntry = edit {
            // Which entry had the number is not told.
            return nothing(.network(edit))
        }
        let text = NetworkFix(exact(edit), in: inventory).map { NetworkFixText($0, inventory, names).undo } ?? ""
        return text.isEmpty ? nothing(.network(edit)) : text
    }

    /// A route as a change of the one that stands where it comes, if one does.
    private func exact(_ edit: NetworkEdit) -> NetworkEdit {
        switch edit {
        case .addRoute(let route):
            let known = inventory.written(route.table, route.destination)
            return known.map { NetworkEdit.changeRoute($0, to: route.target) } ?? edit
        case .changeRoute(let route, let target):
            return .changeRoute(inventory.written(route.table, route.destination) ?? route, to: target)
        default: return edit
        }
    }

    private func nothing(_ edit: Edit) -> String { CodeForm.aws.comment("no command takes this back: \(name(edit))") }

    private func piece(_ edit: Edit, _ text: String) -> ChangeCode.Piece {
        ChangeCode.Piece(place: scopes.place(edit.scope(in: inventory)), code: text, form: .aws)
    }

    // MARK: Commands

    private func command(_ edit: Edit) -> String {
        switch edit {
        case .add(let rule): return remarked(rule, authorize(rule))
        case .remove(let rule): return revoke(rule)
        case .change(let old, let new): return change(old, new, id: ruleID(old))
        case .addGroup(let group):
            let name = FixText.allowedCharacters(group.name)
            let description = group.description.isEmpty ? name : FixText.allowedCharacters(group.description)
            let arguments =
                ["--group-name", name, "--description", description] + (group.vpc.isEmpty ? [] : ["--vpc-id", group.vpc])
            return remarks(group).map { CodeForm.aws.comment($0) + "\n" }.joined()
                + command("create-security-group", arguments, region: region(group.id))
        case .removeGroup(let id): return command("delete-security-group", ["--group-id", id], region: region(id))
        case .attach(let group, let interface): return carried.attach(group, to: interface)
        case .detach(let group, let interface): return carried.detach(group, from: interface)
        case .network(let edit): return network(edit)
        }
    }

    /// What to know of a group before it is made: of the rules that it comes with no input tells all.
    private func remarks(_ group: EditedGroup) -> [String] {
        let new = NewGroups(inventory, [.addGroup(group)])
        var remarks = [CodeForm.aws.ownID(of: group.id)]
        if !new.tellsEgress(group) {
            remarks.append(
                "AWS lets a new group out to everywhere, and that stays: the input does not tell all of its egress rules")
        } else if !new.tellsFamilies(group) {
            remarks.append("where its VPC has a block of IPv6, AWS lets it out to ::/0 as well: see to that rule too")
        }
        return remarks
    }

    private func network(_ edit: NetworkEdit) -> String {
        switch edit {
        case .removeEntry(let entry):
            guard let fix = NetworkFix(.addEntry(entry), in: inventory) else { break }
            return NetworkFixText(fix, inventory, names).undo
        case .addEntry(let entry):
            guard let fix = NetworkFix(edit, in: inventory) else { break }
            let text = NetworkFixText(fix, inventory, names).aws
            return inventory.hasEntry(entry.acl, entry.direction, entry.number)
                ? text.replacing("create-network-acl-entry", with: "replace-network-acl-entry", maxReplacements: 1) : text
        case .addTransitRoute(let route) where route.attachment == nil: return blackhole(route)
        default:
            if let fix = NetworkFix(exact(edit), in: inventory) { return NetworkFixText(fix, inventory, names).aws }
        }
        return CodeForm.aws.comment("nothing is run for this: \(name(.network(edit)))")
    }

    /// A route of a transit gateway's table that drops what takes it.
    private func blackhole(_ route: EditedTransitRoute) -> String {
        let stands =
            if case .network(.removeTransitRoute)? = inventory.undoing(.network(.addTransitRoute(route)))?.first { false } else {
                true
            }
        let to: String =
            switch route.destination {
            case .network(let network): network.description
            case .prefixList(let id): id
            }
        return command(
            stands ? "replace-transit-gateway-route" : "create-transit-gateway-route",
            ["--transit-gateway-route-table-id", route.table, "--destination-cidr-block", to, "--blackhole"],
            region: inventory[inventory.scope(ofTransitTable: route.table).region])
    }

    /// What a change is called in a comment.
    func name(_ edit: Edit) -> String {
        switch edit {
        case .network(.off(let id)): "the drill that \(id) is gone"
        case .network(.removeEntry(let entry)): "the entry goes, \(name(.network(.addEntry(entry))))"
        case .network(let edit):
            NetworkFix(edit, in: inventory).map { NetworkFixText($0, inventory, names).line } ?? "a change of the network"
        case .removeGroup(let id): "the group \(rules.name(id)) goes"
        default: "a change"
        }
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

    /// A rule as another one: by its own id where that is told.
    private func change(_ old: EditedRule, _ new: EditedRule, id: String?) -> String {
        guard let id, old.identity.direction == new.identity.direction else {
            if old.identity == new.identity {
                // AWS takes no rule twice, so that only the words of the one that stands are to be changed.
                let verb = "update-security-group-rule-descriptions-\(new.identity.direction.name)"
                return remarked(
                    new,
                    command(verb, ["--group-id", new.group, "--ip-permissions"], region: region(new.group)) + " "
                        + ShellText.quoted(permission(new, FixText.allowedCharacters(new.description)), always: true))
            }
            return remarked(new, "\(authorize(new))\n\(revoke(old))")
        }
        let traffic = new.identity.traffic
        let ports = RuleSteps.range(traffic).map { ["FromPort=\($0.from)", "ToPort=\($0.to)"] } ?? []
        let peer: String =
            switch new.identity.peer {
            case .group(let group): "ReferencedGroupId=\(group)"
            case .network(let network): network.version == .v4 ? "CidrIpv4=\(network)" : "CidrIpv6=\"\(network)\""
            case .prefixList(let list): "PrefixListId=\(list)"
            }
        let description = FixText.allowedCharacters(new.description)
        let words = description.isEmpty ? [] : ["Description=\"\(shorthand(description))\""]
        let parts = ["IpProtocol=\(rules.apiProtocol(traffic))"] + ports + [peer] + words
        let value = "SecurityGroupRuleId=\(id),SecurityGroupRule={\(parts.joined(separator: ","))}"
        return remarked(
            new,
            command(
                "modify-security-group-rules", ["--group-id", new.group, "--security-group-rules"], region: region(new.group))
                + " " + ShellText.quoted(value, always: true))
    }

    /// A command below a comment that says what of the rule's description is not in it.
    private func remarked(_ rule: EditedRule, _ command: String) -> String {
        rules.leftOut(rule).map { "\(CodeForm.aws.comment($0))\n\(command)" } ?? command
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
