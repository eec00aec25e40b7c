import CoreModel
import Text
import Words

/// Groups as a CloudFormation template: groups, and rules as resources of their own, so that groups may name each other in a circle.
struct CloudFormationExport {
    let groups: [ExportedGroup]
    let hasImports: Bool
    /// The logical id of each group, and of each of its rules.
    private let names: [(group: String, rules: [String])]

    /// How many bytes of a template a call takes as they are; more must lie in S3.
    static let inlineLimit = 51_200
    /// How many resources a template may have.
    static let resourceLimit = 500

    init(groups: [ExportedGroup], hasImports: Bool) {
        (self.groups, self.hasImports) = (groups, hasImports)
        var used = UniqueNames()
        func name(_ words: String, _ fallback: String) -> String {
            let name = ExportedName.hasLetters(words) ? CodeText.camel(words) : fallback
            return used.name(String(name.prefix(240))) { "\(name.prefix(240))\($0)" }
        }
        let own = groups.map { name($0.label, "Group") }
        names = groups.map { group in
            (own[group.place], group.rules.map { name("\(own[group.place]) \($0.direction.name) \($0.words(groups))", "Rule") })
        }
    }

    /// The text, and what is to be known of it.
    var written: (text: String, notes: [String]) {
        var resources = groups.map(resource)
        for group in groups {
            let apart = zip(group.rules, names[group.place].rules).filter { !standsInside($0.0) }
            resources += apart.map { rule($0.0, of: group, called: $0.1) }
        }
        let body = resources.isEmpty ? "Resources: {}\n" : "Resources:\n" + resources.joined(separator: "\n")
        let text = "AWSTemplateFormatVersion: \"2010-09-09\"\n\(body)"
        return (text, notes(text, resources.count))
    }

    /// The list of what is taken over, as JSON.
    var resourcesToImport: String {
        var rows: [String] = []
        func add(_ type: String, _ name: String, _ id: String?) {
            guard let id else { return }
            rows.append(
                "  "
                    + JSONText.compact(
                        .object([
                            ("ResourceType", .string(type)), ("LogicalResourceId", .string(name)),
                            ("ResourceIdentifier", .object([("Id", .string(id))])),
                        ])))
        }
        for group in groups { add("AWS::EC2::SecurityGroup", names[group.place].group, group.importID) }
        for group in groups {
            for (rule, name) in zip(group.rules, names[group.place].rules) { add(type(rule.direction), name, rule.importID) }
        }
        return rows.isEmpty ? "[]\n" : "[\n\(rows.joined(separator: ",\n"))\n]\n"
    }

    private func notes(_ text: String, _ count: Int) -> [String] {
        var notes: [String] = []
        let keys = Set(groups.flatMap(\.rules).flatMap(\.tags).map(\.key)).sorted()
        if !keys.isEmpty {
            notes.append("CloudFormation keeps no tags of rules; these keys are not written: \(keys.joined(separator: ", "))")
        }
        let closed = groups.filter(hasNothing).map(\.label)
        if !closed.isEmpty {
            let names = closed.joined(separator: ", ")
            notes.append(
                "where no egress rule stands in a group CloudFormation lets everything out; one that lets nothing out stands in \(names)"
            )
        }
        if groups.contains(where: \.hasDynamicReference) {
            notes.append("CloudFormation replaces {{resolve:...}} in texts, and no sign keeps it from that")
        }
        let size = text.utf8.count
        if size > Self.inlineLimit {
            notes.append(
                "\(size) bytes are more than the \(Self.inlineLimit) that go inline: put the template into S3 and give --template-url"
            )
        }
        if count > Self.resourceLimit {
            notes.append(
                "\(count) resources are more than the \(Self.resourceLimit) of a template: export fewer groups at a time")
        }
        if groups.isEmpty { notes.append("a template without resources is none") }
        return notes
    }

    // MARK: Resources

    private func resource(_ group: ExportedGroup) -> String {
        var rows: [String] = []
        if !group.name.isEmpty { rows.append("GroupName: \(CodeText.quoted(group.name))") }
        rows.append("GroupDescription: \(CodeText.quoted(group.description.isEmpty ? group.label : group.description))")
        if !group.vpc.id.isEmpty {
            let remark = group.vpc.name.isEmpty ? "" : " # \(CodeText.oneLine(group.vpc.name))"
            rows.append("VpcId: \(CodeText.quoted(group.vpc.id))\(remark)")
        }
        let inside = group.rules.filter(standsInside)
        if !inside.isEmpty {
            rows.append("SecurityGroupEgress:")
            for rule in inside { rows += egress(rule) }
        } else if hasNothing(group) {
            // What the CDK writes for "disallow all traffic": ICMP of a type that is none, to nobody.
            rows += [
                "SecurityGroupEgress:", "  - Description: \"Lets nothing out\"", "    IpProtocol: icmp", "    FromPort: 252",
                "    ToPort: 86", "    CidrIp: 255.255.255.255/32",
            ]
        }
        if !group.tags.isEmpty {
            rows.append("Tags:")
            for (key, value) in group.tags {
                rows += ["  - Key: \(CodeText.quoted(key))", "    Value: \(CodeText.quoted(value))"]
            }
        }
        return text(names[group.place].group, "AWS::EC2::SecurityGroup", rows)
    }

    /// Whether a rule stands in its group: what lets everything out of a new one, which CloudFormation gives to a group without egress rules
    /// of its own, and AWS takes no rule twice.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
    private func standsInside(_ rule: ExportedRule) -> Bool {
        guard !hasImports, rule.direction == .egress, rule.traffic.ipProtocol == .all, case .network(let network) = rule.peer
        else { return false }
        return network.isEverything
    }

    /// Whether a rule that lets nothing out stands in a group: in one without egress rules, and in a new one whose own stand apart from it.
    private func hasNothing(_ group: ExportedGroup) -> Bool {
        group.hasNoEgress || !hasImports && group.tellsEgress && !group.rules.contains(where: standsInside)
    }

    /// A rule that stands in its group.
    private func egress(_ rule: ExportedRule) -> [String] {
        guard case .network(let network) = rule.peer else { return [] }
        let key = network.version == .v4 ? "CidrIp" : "CidrIpv6"
        let rows = ["  - IpProtocol: \(CodeText.quoted(rule.ipProtocol))", "    \(key): \(CodeText.quoted(network.description))"]
        return rows + (rule.description.isEmpty ? [] : ["    Description: \(CodeText.quoted(rule.description))"])
    }

    private func rule(_ rule: ExportedRule, of group: ExportedGroup, called name: String) -> String {
        let isEgress = rule.direction == .egress
        var rows = ["GroupId: !GetAtt \(names[group.place].group).GroupId", "IpProtocol: \(CodeText.quoted(rule.ipProtocol))"]
        if rule.hasRange { rows += ["FromPort: \(rule.traffic.from)", "ToPort: \(rule.traffic.to)"] }
        let key = isEgress ? "Destination" : "Source"
        let remark = rule.peer.remark(of: .cloudformation).map { " # \(CodeText.oneLine($0))" } ?? ""
        switch rule.peer {
        case .network(let network):
            rows.append("\(network.version == .v4 ? "CidrIp" : "CidrIpv6"): \(CodeText.quoted(network.description))")
        case .prefixList(let id, _): rows.append("\(key)PrefixListId: \(CodeText.quoted(id))\(remark)")
        case .exported(let place): rows.append("\(key)SecurityGroupId: !GetAtt \(names[place].group).GroupId")
        case .other(let id, let account, _, _):
            rows.append("\(key)SecurityGroupId: \(CodeText.quoted(id))\(remark)")
            // An egress rule has no place for the account.
            if let account, !isEgress { rows.append("SourceSecurityGroupOwnerId: \(CodeText.quoted(account))") }
        }
        if !rule.description.isEmpty { rows.append("Description: \(CodeText.quoted(rule.description))") }
        return text(name, type(rule.direction), rows)
    }

    private func type(_ direction: Direction) -> String {
        direction == .ingress ? "AWS::EC2::SecurityGroupIngress" : "AWS::EC2::SecurityGroupEgress"
    }

    private func text(_ name: String, _ type: String, _ properties: [String]) -> String {
        let policies = hasImports ? "    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n" : ""
        return "  \(name):\n    Type: \(type)\n\(policies)    Properties:\n" + properties.map { "      \($0)\n" }.joined()
    }
}

extension ExportedGroup {
    /// Whether it is known to have no egress rule.
    var hasNoEgress: Bool { tellsEgress && rules(.egress).isEmpty }

    /// Whether a text of it would be looked up by CloudFormation.
    fileprivate var hasDynamicReference: Bool {
        let texts = [name, description] + tags.map(\.value) + rules.map(\.description)
        return texts.contains { $0.contains("{{resolve:") }
    }
}
