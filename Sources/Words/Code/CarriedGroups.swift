import CoreModel
import Text

/// Commands that set what interfaces carry: on an interface itself, or on what AWS made it for, with which all of its interfaces change.
struct CarriedGroups {
    let inventory: Inventory
    /// What groups are called.
    let rules: RuleSteps

    /// The command by which an interface carries a group; a comment where none does it, or another one has done it.
    func attach(_ group: String, to interface: String) -> String {
        guard let place = inventory.interface(id: interface) else { return untold(group, interface) }
        let now = groups(of: place)
        guard let holder = inventory.groupHolder(of: place) else {
            return now.map { set(($0 + [group]).distinct(), on: place) } ?? untold(group, interface)
        }
        if let refusal = holder.refusal(of: interface) { return comment(refusal) }
        guard inventory.isFirst(attaching: group, to: place, of: holder) else {
            return comment("\(interface) is of \(holder.called), which has \(rules.name(group)) already")
        }
        if let id = holder.id, holder.kind == .endpoint { return modify(id, "--add-security-group-ids", group, holder, place) }
        return now.map { set(($0 + [group]).distinct(), on: holder, by: place) } ?? untold(group, interface)
    }

    /// The command by which it carries the group no more; likewise.
    func detach(_ group: String, from interface: String) -> String {
        guard let place = inventory.interface(id: interface) else { return untold(group, interface) }
        if let refusal = inventory.groupHolder(of: place)?.refusal(of: interface) { return comment(refusal) }
        let left = groups(of: place)?.filter { $0 != group }
        if left?.isEmpty == true {
            return comment("\(interface) carries no other group: AWS lets none go without one")
        }
        guard let holder = inventory.groupHolder(of: place) else {
            return left.map { set($0, on: place) } ?? untold(group, interface)
        }
        guard inventory.isFirst(detaching: group, from: place, of: holder) else {
            return comment("\(interface) is of \(holder.called), which has \(rules.name(group)) no more")
        }
        if let id = holder.id, holder.kind == .endpoint { return modify(id, "--remove-security-group-ids", group, holder, place) }
        return left.map { set($0, on: holder, by: place) } ?? untold(group, interface)
    }

    // MARK: Commands

    private func set(_ groups: [String], on place: InterfaceIndex) -> String {
        NetworkFixText.command(
            "modify-network-interface-attribute", ["--network-interface-id", id(place), "--groups"] + groups,
            region: region(place))
    }

    private func set(_ groups: [String], on holder: GroupHolder, by place: InterfaceIndex) -> String {
        guard let own = holder.id, let command = holder.command(own) else {
            return comment(
                "\(id(place)) is of \(holder.called), whose groups are set \(holder.setting): from now on "
                    + groups.joined(separator: ", "))
        }
        let region = BalancerArn(own)?.region ?? region(place)
        return remarks(holder, place)
            + NetworkFixText.command(command.verb, command.arguments + groups, of: command.service, region: region)
    }

    /// AWS adds and takes single groups of an endpoint.
    ///
    /// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/modify-vpc-endpoint.html
    private func modify(
        _ endpoint: String, _ option: String, _ group: String, _ holder: GroupHolder, _ place: InterfaceIndex
    ) -> String {
        remarks(holder, place)
            + NetworkFixText.command(
                "modify-vpc-endpoint", ["--vpc-endpoint-id", endpoint, option, group], region: region(place))
    }

    /// What to know before the command is run, each in a line of its own.
    private func remarks(_ holder: GroupHolder, _ place: InterfaceIndex) -> String {
        let own = id(place)
        let others = holder.interfaces.filter { $0 != place }.map(id)
        var remarks: [String] = []
        if holder.kind == .database || holder.kind.isCluster, own.hasPrefix("eni-") {
            remarks.append("\(own) is taken for \(holder.called) by its groups and subnets")
        }
        if !others.isEmpty {
            remarks.append("for all interfaces of \(holder.called): also \(TextList.few(others, limit: 6))")
        }
        return remarks.map { comment($0) + "\n" }.joined()
    }

    private func untold(_ group: String, _ interface: String) -> String {
        comment("what \(interface) carries is not told, and AWS sets all of it at once: \(rules.name(group))")
    }

    private func comment(_ text: String) -> String { CodeForm.aws.comment(text) }

    // MARK: Facts

    private func id(_ place: InterfaceIndex) -> String { inventory[inventory[place].id] }

    private func region(_ place: InterfaceIndex) -> String {
        inventory[inventory.scope(ofVpc: inventory[place].vpc).region]
    }

    /// What an interface carries, by id; nil where the input does not tell all of it.
    private func groups(of place: InterfaceIndex) -> [String]? {
        let own = inventory[place].groups
        return own.contains { inventory[$0].isUnknown } ? nil : own.map { inventory[inventory[$0].id] }
    }
}

extension Inventory {
    /// Why nothing makes an edit, nor takes it back: what its interface is of takes no groups; nil where something may.
    func refusal(of edit: Edit) -> String? {
        switch edit {
        case .attach(_, let interface), .detach(_, let interface):
            self.interface(id: interface).flatMap { groupHolder(of: $0) }?.refusal(of: interface)
        default: nil
        }
    }

    /// The place of an interface; nil where there is none of the id.
    func interface(id: String) -> InterfaceIndex? {
        guard let own = texts.find(id) else { return nil }
        return interfaces.firstIndex { $0.id == own }.map { InterfaceIndex($0) }
    }

    /// Whether no other interface of what AWS made one for carries a group yet: with the first of them all do.
    func isFirst(attaching group: String, to place: InterfaceIndex, of holder: GroupHolder) -> Bool {
        guard let index = self.group(id: group) else { return true }
        return !holder.interfaces.contains { $0 != place && self[$0].groups.contains(index) }
    }

    /// Whether every other interface of what AWS made one for still carries a group: with the first of them none does any more.
    func isFirst(detaching group: String, from place: InterfaceIndex, of holder: GroupHolder) -> Bool {
        guard let index = self.group(id: group) else { return true }
        return holder.interfaces.allSatisfy { $0 == place || self[$0].groups.contains(index) }
    }
}
