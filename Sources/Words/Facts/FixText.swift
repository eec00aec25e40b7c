import Reachability
import CoreModel
import Text

/// Writes a fix as a line, as an `aws` command with the one that undoes it, and as Terraform.
public struct FixText: Sendable {
    private let fix: Fix
    private let isPing: Bool
    private let inventory: Inventory
    private let names: Names

    /// Words for a fix of an answer.
    public init(_ fix: Fix, of answer: Answer, _ inventory: Inventory, _ names: Names) {
        self.fix = fix
        self.inventory = inventory
        self.names = names
        isPing = answer.question.port.isPing
    }

    /// "RDS SG: ingress tcp 5432 from ALB SG".
    public var line: String {
        "\(names.name(of: fix.group)): \(fix.direction.name) \(fix.traffic.text) "
            + "\(fix.direction.preposition) \(names.name(of: fix.peer))"
    }

    /// Why to think twice; nil where there is no reason.
    public var warning: String? {
        let world = fix.direction == .ingress ? "opens it to the internet" : "lets it out to the whole internet"
        let warnings =
            (fix.peer.network?.isEverything == true ? [world] : [])
            + (fix.traffic.ipProtocol == .all ? ["every protocol and port; ask about the one that is needed"] : [])
        return warnings.isEmpty ? nil : warnings.joined(separator: ", ")
    }

    /// The command that adds it, to be pasted into a shell.
    public var aws: String { command(revoke: false) }

    /// The command that takes it back.
    public var undo: String { command(revoke: true) }

    /// The same as Terraform, in the style of the state that the group was read from.
    public var terraform: String { inventory[fix.group].terraformStyle == .inlineBlocks ? block : resource }

    private var description: String {
        let asked = isPing ? "ping" : fix.traffic.text
        let peer = fix.peer.network?.short ?? names.name(of: fix.peer)
        return Self.allowedCharacters("\(asked) \(fix.direction.preposition) \(peer)")
    }

    /// `aws ec2 authorize-security-group-ingress ...`, one line, quoted for a shell.
    private func command(revoke: Bool) -> String {
        let verb = revoke ? "revoke" : "authorize"
        let region = inventory[inventory[fix.group].region]
        let id = inventory[inventory[fix.group].id]
        let regionFlag = region.isEmpty ? "" : " --region \(ShellText.quoted(region))"
        return "aws ec2 \(verb)-security-group-\(fix.direction.name)\(regionFlag) --group-id \(ShellText.quoted(id)) "
            + "--ip-permissions \(ShellText.quoted(permission(revoke ? nil : description), always: true))"
    }

    /// Ports, or type and code; nil where a protocol has neither.
    private var range: (from: Int32, to: Int32)? {
        let traffic = fix.traffic
        return traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP ? (traffic.from, traffic.to) : nil
    }

    /// The protocol as AWS takes it: by its name where that has a range, else by its number.
    private var apiProtocol: String { range == nil ? "\(fix.traffic.ipProtocol.number)" : "\(fix.traffic.ipProtocol)" }

    /// The group's id or the network.
    private var peer: String { fix.rule.identity.peer.text }

    /// The word for what the peer is.
    private func key(group: String, v4: String, v6: String) -> String {
        fix.peer.group != nil ? group : fix.peer.network?.version == .v6 ? v6 : v4
    }

    /// The shorthand of one permission.
    private func permission(_ description: String?) -> String {
        let suffix = description.map { ",Description=\"\($0)\"" } ?? ""
        let peers = key(
            group: "UserIdGroupPairs=[{GroupId=\(peer)\(suffix)}]", v4: "IpRanges=[{CidrIp=\(peer)\(suffix)}]",
            v6: "Ipv6Ranges=[{CidrIpv6=\"\(peer)\"\(suffix)}]")
        let ports = range.map { ["FromPort=\($0.from)", "ToPort=\($0.to)"] } ?? []
        return (["IpProtocol=\(apiProtocol)"] + ports + [peers]).joined(separator: ",")
    }

    /// The block for a group whose state keeps its rules inline: a rule resource beside them is taken away by the next apply.
    private var block: String {
        let rows = [
            ("description", TerraformText.quoted(description)), ("protocol", TerraformText.quoted(apiProtocol)),
            ("from_port", "\(range?.from ?? 0)"),
            ("to_port", "\(range?.to ?? 0)"),
            (key(group: "security_groups", v4: "cidr_blocks", v6: "ipv6_cidr_blocks"), "[\(TerraformText.quoted(peer))]"),
        ]
        let name = names.nameAndID(of: fix.group)
        return TerraformText.comment("in the aws_security_group of \(name), beside its other blocks")
            + "\(fix.direction.name) {\n\(TerraformText.rows(rows))}"
    }

    /// A rule resource of the AWS provider.
    private var resource: String {
        let rows =
            [
                ("security_group_id", TerraformText.quoted(inventory[inventory[fix.group].id])),
                ("description", TerraformText.quoted(description)), ("ip_protocol", TerraformText.quoted(apiProtocol)),
            ] + (range.map { [("from_port", "\($0.from)"), ("to_port", "\($0.to)")] } ?? [])
            + [(key(group: "referenced_security_group_id", v4: "cidr_ipv4", v6: "cidr_ipv6"), TerraformText.quoted(peer))]
        return TerraformText.resource(
            "aws_vpc_security_group_\(fix.direction.name)_rule", "\(names.name(of: fix.group)) \(fix.traffic.text) \(peer)", rows)
    }

    /// What AWS takes in a rule's description: up to 255 of these characters.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    static func allowedCharacters(_ text: String) -> String {
        String(text.filter(isAllowed).prefix(longestDescription))
    }

    /// What of a rule's description is not written, since AWS does not take it, in a sentence; nil where all of it is.
    static func leftOut(of text: String) -> String? {
        let refused = text.filter { !isAllowed($0) }.distinct()
        let shown = refused.filter { $0.isLetter || $0.isNumber || $0.isPunctuation || $0.isSymbol }.map { String($0) }
        var parts = shown
        if shown.count < refused.count { parts.append("what does not show") }
        if text.filter(isAllowed).count > longestDescription { parts.append("what is beyond \(longestDescription) characters") }
        if parts.isEmpty { return nil }
        return "the description is written without what AWS does not take: \(TextList.sentence(parts, limit: 6))"
    }

    private static let longestDescription = 255

    private static func isAllowed(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || " ._-:/()#,@[]+=&;{}!$*".contains(character))
    }
}
