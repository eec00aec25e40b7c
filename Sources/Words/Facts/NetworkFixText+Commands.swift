import CoreModel
import Reachability
import Text

/// Commands of the `aws` program, one line each, quoted for a shell.
extension NetworkFixText {
    /// The command that makes the change, to be pasted into a shell.
    public var aws: String {
        switch fix {
        case .entry(let acl, let entry, _, _):
            return command("create-network-acl-entry", place(acl, entry) + traffic(entry))
        case .route(let table, let destination, let target, let replaced):
            return leading(table, destination, from: replaced, to: target)
        case .exclusion(let resource, let mode, let known):
            let wanted = ["--internet-gateway-exclusion-mode", mode.word]
            if let known, !known.id.isNone {
                return command("modify-vpc-block-public-access-exclusion", ["--exclusion-id", inventory[known.id]] + wanted)
            }
            let place = [isVpc(resource) ? "--vpc-id" : "--subnet-id", inventory[resource]]
            return command("create-vpc-block-public-access-exclusion", place + wanted)
        case .attach(let gateway, let vpc): return attachment("attach", gateway, vpc)
        case .checkOff(let interface):
            return command("modify-network-interface-attribute", id(interface) + ["--no-source-dest-check"])
        case .address(let address, let allocation, let interface, let own):
            return associating(address, allocation, interface, own)
        case .removal(let table, let destination, let target, _): return leading(table, destination, from: target, to: nil)
        case .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet, .references,
            .attachmentReferences:
            return joinCommand.map { command($0.verb, $0.arguments) } ?? ""
        case .crossZone(let id): return crossZone(id, "true")
        }
    }

    /// The command that takes it back; where AWS gives what is made an id of its own, it is looked up.
    ///
    /// A route that led to something that is gone cannot be made again: it is deleted.
    public var undo: String {
        switch fix {
        case .entry(let acl, let entry, _, _): return command("delete-network-acl-entry", place(acl, entry))
        case .route(let table, let destination, let target, let replaced):
            let was = replaced.flatMap { works($0, table, destination) && Self.option($0, inventory) != nil ? $0 : nil }
            return leading(table, destination, from: target, to: was)
        case .exclusion(let resource, _, let known):
            if let known, !known.id.isNone {
                return command(
                    "modify-vpc-block-public-access-exclusion",
                    ["--exclusion-id", inventory[known.id], "--internet-gateway-exclusion-mode", known.mode.word])
            }
            let own = "ends_with(ResourceArn, '/\(inventory[resource])') && State == 'create-complete'"
            let found = command(
                "describe-vpc-block-public-access-exclusions",
                ["--query", "VpcBlockPublicAccessExclusions[?\(own)].ExclusionId", "--output", "text"])
            return command("delete-vpc-block-public-access-exclusion", ["--exclusion-id"]) + " \"$(\(found))\""
        case .attach(let gateway, let vpc): return attachment("detach", gateway, vpc)
        case .checkOff(let interface):
            return command("modify-network-interface-attribute", id(interface) + ["--source-dest-check"])
        case .address(_, let allocation, let interface, let own):
            let place = [
                "--filters", "Name=network-interface-id,Values=\(inventory[inventory[interface].id])",
                "Name=private-ip-address,Values=\(own)",
            ]
            let found = command(
                "describe-addresses",
                (allocation.isNone ? place : ["--allocation-ids", inventory[allocation]])
                    + ["--query", "Addresses[0].AssociationId", "--output", "text"])
            return command("disassociate-address", ["--association-id"]) + " \"$(\(found))\""
        case .removal(let table, let destination, let target, _):
            guard target.kind != .local, Self.option(target, inventory) != nil else {
                return CodeForm.aws.comment("no command makes this route again: \(network.name(destination))")
            }
            return leading(table, destination, from: nil, to: target)
        case .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet, .references,
            .attachmentReferences:
            return joinUndo.map { command($0.verb, $0.arguments) } ?? ""
        case .crossZone(let id): return crossZone(id, nil)
        }
    }

    /// The command that associates an address with a private one; of an address whose allocation is not told it is looked up, and one that
    /// the account has not is allocated.
    ///
    /// AWS chooses an address that it allocates.
    /// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/allocate-address.html
    private func associating(
        _ address: IPAddress, _ allocation: TextID, _ interface: InterfaceIndex, _ own: IPAddress
    ) -> String {
        let place = id(interface) + ["--private-ip-address", own.description]
        guard allocation.isNone else {
            return command("associate-address", ["--allocation-id", inventory[allocation]] + place)
        }
        let isNew = isMissing(address, for: interface)
        let text = ["--output", "text"]
        let found =
            isNew
            ? command("allocate-address", ["--domain", "vpc", "--query", "AllocationId"] + text)
            : command(
                "describe-addresses",
                ["--public-ips", address.description, "--query", "Addresses[0].AllocationId"] + text)
        let remark = isNew ? CodeForm.aws.comment("AWS chooses the address, which is another one than \(address)") + "\n" : ""
        return remark + command("associate-address", place + ["--allocation-id"]) + " \"$(\(found))\""
    }

    /// Whether a listing of all of an account's addresses lacks one; in a shared VPC its owner's has nothing of the other accounts.
    private func isMissing(_ address: IPAddress, for interface: InterfaceIndex) -> Bool {
        let own = inventory[interface]
        let isOwners = own.owner.isNone || own.owner == inventory.scope(ofVpc: own.vpc).account
        return isOwners && !inventory.topology.publicAddresses.contains { $0.address == address }
            && inventory.coverage(of: .addresses, inVpc: own.vpc) == .complete
    }

    /// A command of EC2 in the region of what is changed, where that is told.
    private func command(_ verb: String, _ arguments: [String]) -> String {
        Self.command(verb, arguments, region: inventory[fix.scope(in: inventory).region])
    }

    static func command(_ verb: String, _ arguments: [String], of service: String = "ec2", region: String) -> String {
        let all = (region.isEmpty ? [] : ["--region", region]) + arguments
        return (["aws \(service) \(verb)"] + all.map { ShellText.quoted($0) }).joined(separator: " ")
    }

    private func place(_ acl: NetworkACLIndex, _ entry: EditedEntry) -> [String] {
        [
            "--network-acl-id", inventory[inventory.topology[acl].id], entry.direction == .ingress ? "--ingress" : "--egress",
            "--rule-number", "\(entry.number)",
        ]
    }

    private func traffic(_ entry: EditedEntry) -> [String] {
        let traffic = entry.traffic
        let range =
            traffic.ipProtocol.hasPorts
            ? ["--port-range", "From=\(traffic.from),To=\(traffic.to)"]
            : traffic.ipProtocol.isICMP ? ["--icmp-type-code", "Type=\(traffic.from),Code=\(traffic.to)"] : []
        let block = entry.network.version == .v4 ? "--cidr-block" : "--ipv6-cidr-block"
        return ["--protocol", "\(traffic.ipProtocol.number)"] + range
            + [block, entry.network.description, "--rule-action", entry.action.word]
    }

    private func route(_ table: RouteTableIndex, _ destination: Route.Destination) -> [String] {
        Self.route(table, destination, inventory)
    }

    /// The commands after which a table leads a destination to another target than before, nil standing for none: a line each.
    ///
    /// What a gateway endpoint makes of its tables is no route for `create-route`, `replace-route` and `delete-route`: the endpoint is told
    /// which tables it has.
    /// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/modify-vpc-endpoint.html
    private func leading(
        _ table: RouteTableIndex, _ destination: Route.Destination, from old: RouteTarget?, to new: RouteTarget?
    ) -> String {
        func comesWithEndpoint(_ target: RouteTarget?) -> Bool {
            target.map { inventory.comesWithEndpoint(destination, $0) } ?? false
        }
        func tables(of endpoint: RouteTarget, _ option: String) -> String {
            let own = inventory[inventory.topology[table].id]
            return command("modify-vpc-endpoint", ["--vpc-endpoint-id", inventory[endpoint.id], option, own])
        }
        let place = route(table, destination)
        let option = new.flatMap { Self.option($0, inventory) } ?? []
        if old != nil, new != nil, !comesWithEndpoint(old), !comesWithEndpoint(new) {
            return command("replace-route", place + option)
        }
        let goes = old.map {
            comesWithEndpoint($0) ? tables(of: $0, "--remove-route-table-ids") : command("delete-route", place)
        }
        let comes = new.map {
            comesWithEndpoint($0) ? tables(of: $0, "--add-route-table-ids") : command("create-route", place + option)
        }
        return [goes, comes].compactMap { $0 }.joined(separator: "\n")
    }

    /// A table with a destination.
    static func route(_ table: RouteTableIndex, _ destination: Route.Destination, _ inventory: Inventory) -> [String] {
        let option: String
        let value: String
        switch destination {
        case .network(let network):
            option = network.version == .v4 ? "--destination-cidr-block" : "--destination-ipv6-cidr-block"
            value = network.description
        case .prefixList(let id), .unknown(let id):
            option = "--destination-prefix-list-id"
            value = inventory[id]
        }
        return ["--route-table-id", inventory[inventory.topology[table].id], option, value]
    }

    /// What says where a route leads; nil for what no command can lead to.
    static func option(_ target: RouteTarget, _ inventory: Inventory) -> [String]? {
        target.kind == .local ? ["--local-target"] : option(target.kind).map { [$0, inventory[target.id]] }
    }

    /// The option for a kind of target.
    static func option(_ kind: RouteTarget.Kind) -> String? {
        switch kind {
        case .internetGateway, .virtualPrivateGateway: "--gateway-id"
        case .egressOnlyInternetGateway: "--egress-only-internet-gateway-id"
        case .natGateway: "--nat-gateway-id"
        case .transitGateway: "--transit-gateway-id"
        case .peeringConnection: "--vpc-peering-connection-id"
        case .networkInterface: "--network-interface-id"
        case .instance: "--instance-id"
        case .vpcEndpoint: "--vpc-endpoint-id"
        case .localGateway: "--local-gateway-id"
        case .carrierGateway: "--carrier-gateway-id"
        case .coreNetwork: "--core-network-arn"
        case .odbNetwork: "--odb-network-arn"
        case .local, .none, .unknown: nil
        }
    }

    private func attachment(_ verb: String, _ gateway: TextID, _ vpc: TextID) -> String {
        let own = AttachedGateway(inventory[gateway], in: inventory)
        guard let noun = own.noun else { return CodeForm.aws.comment(own.unattached(inventory[gateway])) }
        return command("\(verb)-\(noun)", ["--\(noun)-id", inventory[gateway], "--vpc-id", inventory[vpc]])
    }

    private func id(_ interface: InterfaceIndex) -> [String] {
        ["--network-interface-id", inventory[inventory[interface].id]]
    }

    func isVpc(_ id: TextID) -> Bool { !inventory.subnets.contains { $0.id == id } && inventory.vpcs.contains { $0.id == id } }
}
