import Reachability
import CoreModel
import Text

/// What else to know where an end is a load balancer.
extension AnswerText {
    /// A remark as one clause; nil for those of other kinds.
    func balancerText(_ remark: Remark) -> String? {
        let network = NetworkNames(inventory)
        func name(_ place: LoadBalancerIndex) -> String { network.name(inventory.topology[place].id) }
        switch remark {
        case .severalTargetGroups(let place, let groups):
            let list = TextList.sentence(groups.map(network.name), limit: 4, and: "or")
            return "by conditions of its rules (host, path and others) \(name(place)) sends to \(list)"
        case .untoldRules(let place):
            return "whether \(name(place)) has rules beside its default action is not in the input: aws elbv2 describe-rules"
        case .untoldTargets(let group):
            return
                "\(network.name(group)) may have targets that the input does not tell, as services and scaling groups register: "
                + BehindText.targetListing(inventory[group], network.name(group))
        case .unhealthy(let count, let all):
            let were = count == 1 ? "was" : "were"
            return "\(count) of \(all) target\(all == 1 ? "" : "s") \(were) not healthy when read: that changes no verdict "
                + "(where none is healthy, all get connections)"
        case .seenAsItself(let place):
            return "\(name(place)) keeps the client's address: network ACLs and groups of its targets see \(ends.name(.egress)), "
                + "and rules that name \(name(place))'s groups match"
        case .noTarget(let place):
            return "\(name(place)) itself opens no such connection: \(ends.name(.ingress)) is no target of it on \(asked)"
        default: return nil
        }
    }
}

extension BehindText {
    /// The call that lists a target group's targets, into a file whose name tells the group.
    static func targetListing(_ arn: String, _ name: String) -> String {
        let file = ShellText.quoted("describe-target-health.\(name).json")
        return "aws elbv2 describe-target-health --target-group-arn \(ShellText.quoted(arn)) > \(file)"
    }
}
