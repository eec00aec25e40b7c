import CoreModel

extension Snapshot {
    /// The same snapshot with stand-ins, to be shared: what its answers tell of groups and interfaces, written anew.
    ///
    /// Nothing of an answer goes through as it came. Throws ``ReadError`` where an answer cannot be read.
    public func redacted() throws(ReadError) -> Snapshot {
        var standIns = StandIns()
        var inventories: [Inventory] = []
        for source in sources {
            if source.documents.isEmpty {
                inventories.append(InventoryBuilder(label: "").finish())
                continue
            }
            let bytes = try Snapshot(sources: [source]).bytes()
            let inventory = try InputReader().read([.memory(name: "live AWS", bytes: bytes)]).inventory
            if let account = source.account { standIns.learn(account, .account) }
            standIns.learn(inventory)
            inventories.append(inventory)
        }
        standIns.assign()
        var result: [Source] = []
        for (source, inventory) in zip(sources, inventories) {
            let documents = InventoryDocuments(inventory.redacted(standIns)).documents
            let missing = source.missing.map { missing in
                Missing(call: missing.call, id: missing.id.map(standIns.text), reason: "it could not be read")
            }
            // What failed is told as missing, never as an empty list.
            let failed = Set(source.missing.map(\.call))
            result.append(
                Source(
                    account: source.account.map(standIns.text), region: source.region, captured: source.captured,
                    documents: source.documents.isEmpty ? [] : documents.filter { !failed.contains($0.call) || $0.id != nil },
                    missing: missing))
        }
        return Snapshot(sources: result)
    }
}

/// An inventory in the shapes of the AWS command line.
struct InventoryDocuments {
    let inventory: Inventory

    init(_ inventory: Inventory) { self.inventory = inventory }

    var documents: [Snapshot.Document] {
        var all = [
            document("ec2 describe-security-groups", "SecurityGroups", whole.map(group)),
            document("ec2 describe-vpcs", "Vpcs", inventory.vpcs.map(vpc)),
            document(
                "ec2 describe-instances", "Reservations", [object([("Instances", .list(inventory.instances.map(instance)))])]),
            document(
                "ec2 describe-managed-prefix-lists", "PrefixLists",
                inventory.prefixLists.filter { !$0.isLeftOut }.map { list in
                    var members = [("PrefixListId", text(list.id)), ("PrefixListName", text(list.name))]
                    if let version = list.version { members.append(("AddressFamily", .text(version.name))) }
                    return object(members)
                }),
        ]
        // Subnets that nobody listed are not written as if they were all of them.
        if isListed(.subnets) || !inventory.subnets.isEmpty {
            let whole = isListed(.subnets) ? more(.subnets) : [("NextToken", .text("more"))]
            all.append(document("ec2 describe-subnets", "Subnets", inventory.subnets.map(subnet), whole))
        }
        // A part of the interfaces is not written as if it were all of them.
        let more: [(String, Tree)] = inventory.hasCompleteInterfaceListing ? [] : [("NextToken", .text("more"))]
        all.append(
            document("ec2 describe-network-interfaces", "NetworkInterfaces", inventory.interfaces.map(interface), more))
        if whole.count < inventory.loadedGroups.count { all.append(rulesOfOthers) }
        let stale = staleGroups
        if !stale.isEmpty { all.append(document("ec2 describe-stale-security-groups", "StaleSecurityGroupSet", stale)) }
        for list in inventory.prefixLists {
            guard let entries = list.entries else { continue }
            var own = document(
                "ec2 get-managed-prefix-list-entries", "Entries", entries.map { object([("Cidr", .text($0.description))]) })
            own.id = inventory[list.id]
            all.append(own)
        }
        return all + topologyDocuments + balancerDocuments
    }

    func document(_ call: String, _ list: String, _ elements: [Tree], _ more: [(String, Tree)] = []) -> Snapshot.Document {
        Snapshot.Document(call: call, output: TreeJSON.bytes(object([(list, .list(elements))] + more)))
    }

    /// An object without the members that are not told.
    func object(_ members: [(String, Tree)]) -> Tree {
        .object(members.filter { $0.1 != .text("") }.map { TreeMember($0.0, $0.1) })
    }

    func text(_ id: TextID) -> Tree { .text(inventory[id]) }

    private func tags(_ tags: [Tag]) -> Tree {
        .list(tags.map { object([("Key", text($0.key)), ("Value", text($0.value))]) })
    }

    func nameTag(_ name: TextID) -> Tree {
        .list(name.isNone ? [] : [object([("Key", .text("Name")), ("Value", text(name))])])
    }

    // MARK: Groups

    /// The groups whose rules are all told.
    private var whole: [GroupIndex] { inventory.loadedGroups.filter { inventory[$0].knowledge == .complete } }

    /// The rules of the others, as the listing that told them: of one direction, or one page of several.
    private var rulesOfOthers: Snapshot.Document {
        let others = inventory.loadedGroups.filter { inventory[$0].knowledge != .complete }
        let isPart = others.contains { group in
            Direction.allCases.contains { inventory[group].knowledge($0) == .partial }
        }
        let rules = others.flatMap { group in Direction.allCases.flatMap { inventory.rules(of: group, $0) } }
        return document(
            "ec2 describe-security-group-rules", "SecurityGroupRules", rules.map(singleRule),
            isPart ? [("NextToken", .text("more"))] : [])
    }

    /// A rule as describe-security-group-rules writes it.
    private func singleRule(_ place: RuleIndex) -> Tree {
        let rule = inventory[place]
        var members: [(String, Tree)] = [
            ("SecurityGroupRuleId", text(rule.id)), ("GroupId", text(inventory[rule.group].id)),
            ("GroupOwnerId", text(inventory[rule.group].owner)), ("IsEgress", .boolean(rule.direction == .egress)),
            ("Description", text(rule.description)),
        ]
        members += self.traffic(rule.traffic)
        if let network = inventory.network(of: rule.peer) {
            members.append((network.version == .v4 ? "CidrIpv4" : "CidrIpv6", .text(network.description)))
        } else if let reference = inventory.reference(of: rule.peer) {
            members.append(("ReferencedGroupInfo", pair(reference, [])))
        } else if let list = inventory.prefixList(of: rule.peer) {
            members.append(("PrefixListId", text(list.id)))
        }
        return object(members)
    }

    func traffic(_ traffic: Traffic) -> [(String, Tree)] {
        let name = ("IpProtocol", Tree.text(traffic.ipProtocol == .all ? "-1" : traffic.ipProtocol.description))
        guard traffic.ipProtocol.hasPorts || traffic.ipProtocol.isICMP else { return [name] }
        return [name, ("FromPort", .number("\(traffic.from)")), ("ToPort", .number("\(traffic.to)"))]
    }

    private func pair(_ reference: GroupReference, _ more: [(String, Tree)]) -> Tree {
        object(
            [
                ("GroupId", text(inventory[reference.group].id)), ("UserId", text(reference.account)),
                ("VpcId", text(reference.vpc)), ("VpcPeeringConnectionId", text(reference.peeringConnection)),
                ("PeeringStatus", text(reference.peeringStatus)),
            ] + more)
    }

    private func group(_ index: GroupIndex) -> Tree {
        let group = inventory[index]
        return object([
            ("GroupId", text(group.id)), ("GroupName", text(group.name)), ("Description", text(group.description)),
            ("VpcId", text(group.vpc)), ("OwnerId", text(group.owner)), ("Tags", tags(group.tags)),
            ("IpPermissions", .list(inventory.rules(of: index, .ingress).map(permission))),
            ("IpPermissionsEgress", .list(inventory.rules(of: index, .egress).map(permission))),
        ])
    }

    private func permission(_ place: RuleIndex) -> Tree {
        let rule = inventory[place]
        var members = traffic(rule.traffic)
        let words = ("Description", text(rule.description))
        if let network = inventory.network(of: rule.peer) {
            let isFour = network.version == .v4
            let range = object([(isFour ? "CidrIp" : "CidrIpv6", .text(network.description)), words])
            members.append((isFour ? "IpRanges" : "Ipv6Ranges", .list([range])))
        } else if let reference = inventory.reference(of: rule.peer) {
            members.append(("UserIdGroupPairs", .list([pair(reference, [words])])))
        } else if let list = inventory.prefixList(of: rule.peer), !list.isLeftOut {
            members.append(("PrefixListIds", .list([object([("PrefixListId", text(list.id)), words])])))
        }
        return object(members)
    }

    /// The references that AWS calls stale.
    private var staleGroups: [Tree] {
        inventory.loadedGroups.compactMap { group in
            let named = Direction.allCases.flatMap { inventory.rules(of: group, $0) }.compactMap { place in
                inventory.reference(of: inventory[place].peer)
            }.filter(\.isStale)
            if named.isEmpty { return nil }
            let pairs = named.map { object([("GroupId", text(inventory[$0.group].id))]) }
            let permission = object([("UserIdGroupPairs", .list(pairs))])
            return object([("GroupId", text(inventory[group].id)), ("StaleIpPermissions", .list([permission]))])
        }
    }

    // MARK: Networks and interfaces

    private func vpc(_ vpc: Vpc) -> Tree {
        let four = vpc.networks.filter { $0.version == .v4 }.map(\.description)
        let six = vpc.networks.filter { $0.version == .v6 }.map { block in
            let attribute = vpc.privateBlocks.contains(block) ? "private" : ""
            return object([("Ipv6CidrBlock", .text(block.description)), ("Ipv6AddressAttribute", .text(attribute))])
        }
        return object([
            ("VpcId", text(vpc.id)), ("OwnerId", text(vpc.owner)), ("Tags", nameTag(vpc.name)),
            ("CidrBlock", .text(four.first ?? "")),
            (
                "CidrBlockAssociationSet",
                .list(four.map { object([("CidrBlock", .text($0))]) } + untold(.v4, vpc.openFamilies, "CidrBlockState"))
            ),
            (
                "Ipv6CidrBlockAssociationSet",
                .list(six + untold(.v6, vpc.openFamilies, "Ipv6CidrBlockState"))
            ),
            ("BlockPublicAccessStates", blockStates(vpc.blockMode)),
            ("NetworkFirewallAssociations", .list(vpc.hasFirewall ? [object([("Status", .text("associated"))])] : [])),
        ])
    }

    /// A block that is not told, as AWS shows one that is being associated.
    private func untold(_ version: IPVersion, _ open: Set<IPVersion>, _ state: String) -> [Tree] {
        open.contains(version) ? [object([(state, object([("State", .text("associating"))]))])] : []
    }

    private func subnet(_ subnet: Subnet) -> Tree {
        let four = subnet.networks.first { $0.version == .v4 }?.description ?? ""
        let six = subnet.networks.filter { $0.version == .v6 }.map { object([("Ipv6CidrBlock", .text($0.description))]) }
        return object([
            ("SubnetId", text(subnet.id)), ("VpcId", text(subnet.vpc)), ("AvailabilityZone", text(subnet.zone)),
            ("AvailabilityZoneId", text(subnet.zoneID)), ("OwnerId", text(subnet.owner)),
            ("BlockPublicAccessStates", blockStates(subnet.blockMode)),
            ("NetworkFirewallConnectivityType", .text(subnet.hasFirewall ? "associated" : "")),
            ("Tags", nameTag(subnet.name)), ("CidrBlock", .text(four)),
            ("CidrBlockAssociationSet", .list(untold(.v4, subnet.openFamilies, "CidrBlockState"))),
            ("Ipv6CidrBlockAssociationSet", .list(six + untold(.v6, subnet.openFamilies, "Ipv6CidrBlockState"))),
        ])
    }

    private func instance(_ instance: Instance) -> Tree {
        let platform = instance.platform.map { $0 == .windows ? "Windows" : "Linux/UNIX" } ?? ""
        return object([
            ("InstanceId", text(instance.id)), ("VpcId", text(instance.vpc)), ("PlatformDetails", .text(platform)),
            ("Tags", nameTag(instance.name)),
        ])
    }

    private func interface(_ interface: NetworkInterface) -> Tree {
        let four = interface.privateAddresses(.v4).map(\.description)
        // An entry without its address says that there is one.
        func untold(_ version: IPVersion) -> [Tree] { interface.openFamilies.contains(version) ? [object([])] : [] }
        let six = interface.privateAddresses(.v6).map { object([("Ipv6Address", .text($0.description))]) } + untold(.v6)
        // A public address goes with its private one; where that is not told, with one that has none yet.
        let told = Dictionary(
            interface.publicAssociations.map { ($0.privateAddress.description, $0.publicAddress.description) }
        ) { first, _ in first }
        var shown = interface.publicAddresses.map(\.description).filter { !told.values.contains($0) }
        let automatic = interface.automaticAddresses.map(\.description)
        func associated(_ address: String) -> Tree {
            object([("PublicIp", .text(address)), ("IpOwnerId", .text(automatic.contains(address) ? "amazon" : ""))])
        }
        let entries = four.map { address in
            let own = told[address] ?? (shown.isEmpty ? nil : shown.removeFirst())
            let association = own.map(associated) ?? Tree.null
            return object([("PrivateIpAddress", .text(address)), ("Association", association)])
        }
        let rest = shown.first.map(associated) ?? .null
        func prefixes(_ version: IPVersion, _ member: String) -> Tree {
            let own = interface.delegatedPrefixes.filter { $0.version == version }
            return .list(own.map { object([(member, .text($0.description))]) })
        }
        let kind = InterfaceKindText(interface.attachment, inventory, node: nodeDescription(interface))
        let groups = interface.groups.map {
            object([("GroupId", text(inventory[$0].id)), ("GroupName", text(inventory[$0].name))])
        }
        // Groups that are not told, and addresses that are not, are not told either.
        let areKnown = !interface.groups.contains { inventory[$0].isUnknown }
        let entriesOrNone: Tree = interface.addressesAreKnown ? .list(entries + untold(.v4)) : .text("")
        let attachment = interface.instance.isNone ? Tree.null : object([("InstanceId", text(interface.instance))])
        return object([
            ("NetworkInterfaceId", text(interface.id)), ("SubnetId", text(interface.subnet)), ("VpcId", text(interface.vpc)),
            ("OwnerId", text(interface.owner)), ("Description", kind.description.map(Tree.text) ?? text(interface.description)),
            ("InterfaceType", interface.type.isNone ? .text(kind.type) : text(interface.type)),
            ("SourceDestCheck", interface.checksSourceDestination.map(Tree.boolean) ?? .text("")),
            ("DenyAllIgwTraffic", interface.deniesGatewayTraffic.map(Tree.boolean) ?? .text("")),
            ("RequesterId", .text(kind.requester)),
            ("TagSet", nameTag(kind.isNamedByTag ? interface.attachment.name : interface.name)),
            ("Groups", areKnown ? .list(groups) : .text("")),
            ("PrivateIpAddress", .text(four.first ?? "")), ("PrivateIpAddresses", entriesOrNone), ("Association", rest),
            ("Ipv6Addresses", interface.addressesAreKnown ? .list(six) : .text("")),
            ("Ipv4Prefixes", prefixes(.v4, "Ipv4Prefix")),
            ("Ipv6Prefixes", prefixes(.v6, "Ipv6Prefix")), ("Attachment", attachment),
        ])
    }
}

/// How AWS tells what an interface belongs to, with no more than its kind and its name; see ``InterfaceClues``.
private struct InterfaceKindText {
    private(set) var description: String?
    private(set) var type = "interface"
    private(set) var requester = ""
    private(set) var isNamedByTag = false

    /// `node` is the description of a load balancer's node, where the load balancer is known.
    init(_ attachment: Attachment, _ inventory: Inventory, node: String?) {
        let name = inventory[attachment.name]
        switch attachment.kind {
        case .unknown, .instance: break
        case .loadBalancer: (description, requester) = (name.isEmpty ? "" : node ?? "ELB app/\(name)/0", "amazon-elb")
        case .database:
            (description, requester) = (
                name.isEmpty ? "RDSNetworkInterface" : "Network interface for DBProxy \(name)", "amazon-rds"
            )
        case .cache: (description, requester) = (name.isEmpty ? "" : "ElastiCache \(name)", "amazon-elasticache")
        case .function:
            description = name.isEmpty ? "AWS Lambda VPC ENI" : "AWS Lambda VPC ENI-\(name)-00000000-0000-0000-0000-000000000000"
            type = "lambda"
        case .task:
            description = "arn:aws:ecs:attachment:ecs:000000000000:attachment/0"
            isNamedByTag = true
        case .natGateway: (description, type) = (name.isEmpty ? "" : "Interface for NAT Gateway \(name)", "nat_gateway")
        case .endpoint: (description, type) = (name.isEmpty ? "" : "VPC Endpoint Interface \(name)", "vpc_endpoint")
        case .other: description = name.isEmpty ? "DAX " : "EFS mount target for \(name)"
        }
    }
}
