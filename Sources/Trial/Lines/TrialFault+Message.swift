import Text
import Words

extension TrialFault {
    /// What is wrong in one sentence, with what can be written instead.
    public var message: String {
        switch self {
        case .empty: "a change is empty; write + rds ingress 5432 from api, or off nat-0"
        case .unknownVerb(let word):
            "\"\(word)\" begins no change; one begins with + (more), - (less), ~ (changed) or off, as in + rds ingress 5432 from api"
        case .lacks(let part, let text): lacking(part, text)
        case .asking(let error): error.message
        case .noGroup(let text): "what \"\(text)\" names here is no security group, and rules belong to one"
        case .noPeer(let text, let instead):
            "a rule cannot name \(text); it names groups, CIDRs and prefix lists" + listed(instead, "; of it: ")
        case .noThing(let part, let text, let close): "no \(part.word) is called \"\(text)\"" + listed(close, "; there is ")
        case .severalThings(let text, let candidates):
            "\"\(text)\" is \(TextCount.word(candidates.count)): \(TextList.few(candidates, limit: 8, shown: 8))"
        case .noRule(let group, let candidates):
            candidates.isEmpty
                ? "\(group) has no rule in that direction"
                : "\(group) has no such rule; it has \(TextList.few(candidates, limit: 6))"
        case .severalRules(let rules):
            "this is \(TextCount.word(rules.count)) rules: \(TextList.few(rules, limit: 6))"
        case .standsAlready(let text): "\(text) stands already"
        case .noEntry(let acl, let candidates):
            "\(acl) has no such entry" + (candidates.isEmpty ? "" : "; it has \(TextList.few(candidates, limit: 6))")
        case .noRoute(let table, let candidates):
            "\(table) has no such route that can be changed"
                + (candidates.isEmpty ? "" : "; it has \(TextList.few(candidates, limit: 6))")
        case .carries(let carrier, let group, let already):
            already ? "\(carrier) carries \(group) already" : "\(carrier) does not carry \(group)"
        case .cannotGo(let text, let reason): "\(text) \(reason.clause)"
        case .isOff(let text): "\(text) is off on this trial; drop or switch off that change first"
        case .attachedAlready(let gateway, let vpc):
            "\(gateway) is attached to \(vpc), and AWS attaches a gateway to one VPC at a time"
        case .hasGateway(let vpc, let gateway, let kind):
            "\(vpc) has \(gateway), and AWS attaches one \(kind) to a VPC at a time"
        case .notWaiting(let peering, let state):
            "\(peering) is \(state), and AWS accepts a peering connection only while it waits for that"
        case .groupOfOtherVpc(let group, let vpc, let carrier, let other):
            "\(group) is of \(vpc), and \(carrier) is in \(other), which no input shows the group to be associated with"
        case .takesNoGroups(let carrier, let kind): "\(carrier) is an interface of a \(kind), which takes no security groups"
        case .subnetOfOtherVpc(let subnet, let vpc, let attachment):
            "\(subnet) is of \(vpc), and \(attachment) is the attachment of another VPC"
        case .tableOfOtherGateway(let attachment, let table, let gateway):
            "\(table) is of \(gateway), and \(attachment) is an attachment of another transit gateway"
        case .associatedAlready(let attachment, let table, true): "\(attachment) is associated with \(table) already"
        case .associatedAlready(let attachment, let table, false):
            "\(attachment) is associated with \(table), and AWS associates an attachment with one table at a time"
        case .propagatesAlready(let attachment, let table): "\(attachment) propagates to \(table) already"
        case .hasSubnetOfZone(let attachment, let subnet):
            "\(attachment) has \(subnet), and AWS takes one subnet of a zone into an attachment"
        case .madeByAws(let interface, let kind, let called?):
            "\(interface) is an interface of the \(kind) \(called), which AWS made and nobody else changes"
        case .madeByAws(let interface, let kind, nil):
            "\(interface) is an interface of a \(kind), which AWS made and nobody else changes"
        case .holdsAddress(let holder, let kind, let address):
            "\(address) is an address of the \(kind) \(holder), and AWS takes it from there for nobody else"
        case .notElastic(let address, isPublic: true):
            "\(address) is none of the account's Elastic IP addresses, all of which the input lists, and AWS associates no others"
        case .notElastic(let address, isPublic: false):
            "\(address) is no public IPv4 address, and AWS associates only an Elastic IP address with an interface"
        case .automaticAddress(let address, let holder):
            "\(address) is no Elastic IP address: AWS gave it to \(holder) by itself, and associates it with nobody else"
        case .notItsAddress(let interface, let address, let own):
            "\(address) is no private IPv4 address of \(interface), and AWS associates a public one with such an address"
                + listed(own, "; it has ")
        case .noSuchRoute(let route, let why): "AWS takes no \(route): \(why.clause)"
        case .lastGroup(let carriers, let group):
            "\(TextList.few(carriers, limit: 6)) \(carriers.count == 1 ? "carries" : "carry") no other group than \(group), and AWS lets "
                + "no interface go without one; put another on first, or try off \(TrialLine.named(group))"
        case .stray(let text): "\"\(text)\" stands behind the words in quotes, where a change ends"
        }
    }

    private func listed(_ items: [String], _ lead: String) -> String {
        items.isEmpty ? "" : lead + TextList.few(items, limit: 8, shown: 8)
    }

    private func lacking(_ part: Part, _ text: String) -> String {
        let found = text.isEmpty ? "is missing" : "cannot be \"\(text)\""
        return "the \(part.word) \(found); write \(part.example)"
    }
}

extension TrialFault.Reason {
    /// What stands behind the name of what cannot be gone.
    fileprivate var clause: String {
        switch self {
        case .mainTable: "is the main table of its VPC, which is never deleted"
        case .tableOfNatGateway(let gateway):
            "is the route table of the NAT gateway \(gateway), and AWS deletes it with that alone"
        case .requesterManaged(let kind, let called?):
            "is an interface of the \(kind) \(called), which AWS made and nobody else detaches or deletes; try off \(called)"
        case .requesterManaged(let kind, nil):
            "is an interface of a \(kind) that no input tells, which AWS made and nobody else detaches or deletes"
        case .unknownInterfaces(let kind):
            "is a \(kind) whose interfaces are not known, so that nothing can be said of what goes with it"
        case .unknownVpnRoutes(let gateway):
            "is a VPN connection of which is not known what it alone carries"
                + (gateway.map { "; its gateway can be taken away: off \($0)" } ?? "")
        case .localRoute: "is local: such a route comes with its VPC, and AWS never deletes it"
        case .noDrill(let kind, let parts): "is \(kind), of which nothing is tried" + parts.advice
        }
    }
}

extension TrialFault.RouteRefusal {
    /// Why, as a clause.
    fileprivate var clause: String {
        switch self {
        case .targetOfOtherVpc(let target, let vpc, let table): "\(target) is of \(vpc), and the table of \(table)"
        case .notJoined(let target, let table): "\(target) does not join \(table), whose table it is, to anything"
        case .noSubnet(let block):
            "within \(block), a block of the VPC, only the whole CIDR of a subnet can have a route of its own"
        case .targetWithinVpc:
            "within its VPC a route leads only to a NAT gateway, an interface, an instance or a Gateway Load Balancer endpoint"
        case .family(let target, .v4): "\(target) carries IPv4 alone, and of IPv6 only 64:ff9b::/96 (NAT64)"
        case .family(let target, .v6): "\(target) carries IPv6 alone"
        case .notAttached(let target): "\(target) is attached to no VPC"
        case .edgeList(let gateway):
            "the table routes what comes in by \(gateway), and such a table has no route for a prefix list"
        case .edgeDestination(let gateway):
            "the table routes what comes in by \(gateway), and such a table has routes for addresses of its VPC alone"
        case .edgeTarget(let gateway):
            "the table routes what comes in by \(gateway), and in such a table a route leads only to local, an interface or a "
                + "Gateway Load Balancer endpoint"
        case .endpoint(target: let target, comesWithRoutes: true):
            "\(target) is a gateway endpoint, whose routes are for its service's prefix list"
        case .endpoint(target: let target, comesWithRoutes: false):
            "\(target) is reached at the addresses of its interfaces, and no route leads to it"
        case .endpointList(let target):
            "\(target) is a Gateway Load Balancer endpoint, and a route for a prefix list leads to none"
        case .ended(let target, let state): "\(target) is \(state)"
        case .reserved(let block): "\(block) is reserved for AWS's own services, and no route is for it or within it"
        }
    }
}

extension TrialFault.Parts {
    /// What can be done instead.
    fileprivate var advice: String {
        switch self {
        case .none: ""
        case .entries: "; its entries can be taken out: - acl default in 100"
        case .routes: "; its routes can be taken out: - tgw-route TABLE 10.1.0.0/16"
        }
    }
}

extension TrialFault.Part {
    /// What it is called.
    var word: String {
        switch self {
        case .verb: "change"
        case .group: "group"
        case .direction: "direction, ingress or egress,"
        case .ports: "port"
        case .preposition: "word from or to"
        case .peer: "other end"
        case .acl: "network ACL"
        case .number: "number of the entry"
        case .action: "word allow or deny"
        case .network: "CIDR"
        case .table: "route table"
        case .destination: "route's destination"
        case .target: "target"
        case .carrier: "interface or instance"
        case .thing: "group, gateway, peering, table or zone"
        case .change: "change behind the colon"
        case .vpc: "VPC or subnet"
        case .attachment: "attachment"
        }
    }

    /// A line that has it.
    var example: String {
        switch self {
        case .verb, .group, .direction, .ports, .preposition, .peer: "+ rds ingress tcp 5432 from alb"
        case .acl, .number, .action, .network: "+ acl isolated out 110 allow tcp 1024-65535 to 10.0.0.0/20"
        case .table, .destination, .target: "+ route app-c 10.48.0.0/16 prod-reporting"
        case .carrier: "+ web-7 carries common-egress"
        case .thing: "off nat-0"
        case .change: "~ rds ingress 5432 from api : 5432-5433"
        case .vpc: "exclude SUBNET bidirectional"
        case .attachment: "propagate ATTACHMENT to TABLE"
        }
    }
}
