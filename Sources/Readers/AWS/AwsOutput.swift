import CoreModel

/// What `aws ec2 describe-*` and `get-*` print: an object with one list under the name of what it lists.
enum AwsOutput {
    /// Reads every list that is known; false when there is none.
    ///
    /// Below the top (`isWhole` false) a list counts only when it holds objects: a load balancer's own `SecurityGroups` are ids.
    static func read(
        _ root: JSONValue, isWhole: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        var isCut = try root.text("NextToken") != nil
        // Direct Connect writes its names with a small letter.
        if root.has("directConnectGateways"), try root.text("nextToken") != nil { isCut = true }
        // authorize-security-group-ingress and -egress answer so, with the rules that they made and no others.
        let isChange = root.has("Return")
        var isKnown = false
        for (key, value) in try root.members() where isWhole || holdsObjects(value) {
            let isRead = try read(key, value, of: root, isCut: isCut, isChange: isChange, from: origin, into: &collector)
            isKnown = isKnown || isRead
        }
        return isKnown
    }

    private static func holdsObjects(_ value: JSONValue) -> Bool {
        guard let elements = try? value.elements() else { return false }
        return elements.first?.kind == .object
    }

    private static func read(
        _ key: JSONText, _ value: JSONValue, of root: JSONValue, isCut: Bool, isChange: Bool, from origin: Origin,
        into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        switch key {
        case "SecurityGroups":
            try AwsSecurityGroups.read(try value.elements(), from: origin, into: &collector)
            if isCut { collector.noteCut("security groups", in: origin) }
        case "SecurityGroupRules":
            try AwsSecurityGroupRules.read(try value.elements(), isAnswerOfChange: isChange, from: origin, into: &collector)
            if isCut {
                collector.builder.notePart(origin.listing(.rules))
                collector.noteCut("rules", in: origin)
            }
        case "NetworkInterfaces":
            try AwsNetworkInterfaces.read(try value.elements(), from: origin, into: &collector)
            try collector.noteInterfaceListing(try value.elements(), isCut: isCut, from: origin)
            if isCut { collector.noteCut("interfaces", in: origin) }
        case "SecurityGroupForVpcs": try AwsGroupsForVpc.read(try value.elements(), isCut: isCut, from: origin, into: &collector)
        case "SecurityGroupVpcAssociations": try AwsGroupAssociations.read(try value.elements(), from: origin, into: &collector)
        case "StaleSecurityGroupSet": try AwsStaleGroups.read(try value.elements(), into: &collector)
        case "Reservations": try AwsInstances.read(try value.elements(), from: origin, into: &collector)
        case "Vpcs": try AwsVpcs.read(try value.elements(), from: origin, into: &collector)
        case "Subnets":
            let subnets = try value.elements()
            try AwsSubnets.read(subnets, from: origin, into: &collector)
            collector.note(
                .subnets, isComplete: !isCut, vpcs: try AwsNetworkListings.vpcs(subnets, &collector), from: origin)
        case "PrefixLists": try AwsManagedPrefixLists.read(try value.elements(), into: &collector)
        case "Entries":
            // Many tools write "Entries"; only these have blocks in them.
            let entries = try value.elements()
            guard entries.allSatisfy({ $0.has("Cidr") }) else { return false }
            try AwsPrefixListEntries.read(entries, isCut: isCut, from: origin, into: &collector)
        case "StackResources": break
        default:
            let isNetwork = try AwsNetworkListings.read(key, value, of: root, isCut: isCut, from: origin, into: &collector)
            if isNetwork { return true }
            if try AwsBalancing.read(key, value, of: root, isCut: isCut, from: origin, into: &collector) { return true }
            return try collector.readOwners(key, value)
        }
        return true
    }
}

/// What is said of listings that do not tell everything: all of it here.
extension Collector {
    /// Says that a list is one page of several.
    mutating func noteCut(_ what: String, in origin: Origin, mark: String = "NextToken") {
        builder.note("\(origin.file) is one page of several (\(mark)): \(what) on later pages are missing unless given too")
    }

    /// Says that rules came without the object that AWS puts them in: who takes them out may have left some out.
    mutating func noteRulesWithoutFrame(in origin: Origin) {
        builder.note(
            "\(origin.file) has rules without \"SecurityGroupRules\" around them: a --query may have left some out, give the whole output"
        )
    }

    /// Says that a listing of interfaces does not tell all of their addresses.
    mutating func noteLackingAddresses(in origin: Origin) {
        builder.note(
            "\(origin.file) does not tell all addresses of its interfaces (PrivateIpAddresses): give the whole output, not a --query of it"
        )
    }
}
