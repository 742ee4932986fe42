//! Which citations are of the same work, by their identifiers and titles.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::title_key::{head_key, is_typo, near_keys, title_key};
use crate::model::WorkId;

/// What a citation is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// An identifier or an address.
    Id(WorkId),
    /// A title without address, as its key.
    Title(String),
    /// A title too short to say which work it is, with its source: it is joined with nothing else.
    Short(String, String),
}

/// Nodes that are joined to works: a union-find that never joins two different identifiers.
pub(super) struct Clusters {
    /// For each node the one that it was joined to, or itself.
    parents: Vec<usize>,
    /// The identifiers of each cluster, at its first node.
    ids: Vec<Vec<WorkId>>,
    /// The nodes that have a title, by its key.
    by_title: BTreeMap<String, BTreeSet<usize>>,
    /// The same for what precedes the colon of a title.
    by_head: BTreeMap<String, BTreeSet<usize>>,
}

impl Clusters {
    /// Each node by itself.
    pub(super) fn new(nodes: HashMap<Node, usize>) -> Self {
        let mut clusters = Self {
            parents: (0..nodes.len()).collect(),
            ids: vec![Vec::new(); nodes.len()],
            by_title: BTreeMap::new(),
            by_head: BTreeMap::new(),
        };
        for (node, index) in nodes {
            if let Node::Id(id) = node {
                clusters.ids[index].push(id);
            }
        }
        clusters
    }

    /// Notes that a node is cited under a title.
    pub(super) fn add_title(&mut self, node: usize, title: &str) {
        if let Some(key) = title_key(title) {
            self.by_title.entry(key).or_default().insert(node);
        }
        if let Some(key) = head_key(title) {
            self.by_head.entry(key).or_default().insert(node);
        }
    }

    /// Joins what has the same title, then titles without an address with the one that is nearly the same, and returns
    /// the works: their identifiers and their nodes.
    pub(super) fn join(mut self) -> Vec<(Vec<WorkId>, Vec<usize>)> {
        let titles = std::mem::take(&mut self.by_title);
        for nodes in titles.values() {
            self.join_equal(nodes);
        }
        let mut near: HashMap<String, Vec<&str>> = HashMap::new();
        for key in titles.keys() {
            near_keys(key).for_each(|shared| near.entry(shared).or_default().push(key));
        }
        for (key, nodes) in &titles {
            let typos = near_keys(key).flat_map(|shared| near.get(&shared).into_iter().flatten());
            let typos = typos.filter(|other| is_typo(key, other)).flat_map(|other| &titles[*other]);
            let longer = self.by_head.get(key).into_iter().flatten();
            let alike: BTreeSet<usize> = typos.chain(longer).copied().collect();
            for &node in nodes {
                self.join_alike(node, &alike);
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in 0..self.parents.len() {
            groups.entry(self.root(node)).or_default().push(node);
        }
        groups.into_iter().map(|(root, nodes)| (self.ids[root].clone(), nodes)).collect()
    }

    /// Joins the nodes of one title: papers with each other if they can be one, then with pages, unless a site has two
    /// pages of that title.
    fn join_equal(&mut self, nodes: &BTreeSet<usize>) {
        let roots: BTreeSet<usize> = nodes.iter().map(|&node| self.root(node)).collect();
        let is_paper = |ids: &[WorkId]| ids.iter().any(|id| id.host().is_none());
        let (papers, others): (Vec<usize>, Vec<usize>) = roots.iter().partition(|&&root| is_paper(&self.ids[root]));
        let all: Vec<WorkId> = papers.iter().flat_map(|&root| self.ids[root].clone()).collect();
        if !can_be_one(&all) {
            return;
        }
        let mut hosts: HashMap<String, usize> = HashMap::new();
        for host in others.iter().flat_map(|&root| &self.ids[root]).filter_map(WorkId::host) {
            *hosts.entry(host.to_owned()).or_default() += 1;
        }
        let is_single = |id: &WorkId| id.host().is_none_or(|host| hosts[host] == 1);
        let others: Vec<usize> = others.into_iter().filter(|&root| self.ids[root].iter().all(is_single)).collect();
        let mut roots = papers.into_iter().chain(others);
        let Some(first) = roots.next() else { return };
        roots.for_each(|root| self.union(first, root));
    }

    /// Joins a node that has no identifier with those that its title is like, if these are one work.
    fn join_alike(&mut self, node: usize, alike: &BTreeSet<usize>) {
        let root = self.root(node);
        let others: BTreeSet<usize> =
            alike.iter().map(|&other| self.root(other)).filter(|&other| other != root).collect();
        if let (true, 1, Some(&other)) = (self.ids[root].is_empty(), others.len(), others.first()) {
            self.union(other, root);
        }
    }

    fn root(&mut self, node: usize) -> usize {
        let mut root = node;
        while self.parents[root] != root {
            self.parents[root] = self.parents[self.parents[root]];
            root = self.parents[root];
        }
        root
    }

    /// Joins two clusters, unless they are two works.
    fn union(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let both: Vec<WorkId> = self.ids[one].iter().chain(&self.ids[other]).cloned().collect();
        if one == other || !can_be_one(&both) {
            return;
        }
        let (first, second) = (one.min(other), one.max(other));
        self.parents[second] = first;
        self.ids[second] = Vec::new();
        self.ids[first] = both;
    }
}

/// The most pages of one work: a title that more sites have is a usual one, such as that of a series.
const MAX_IDS: usize = 64;

/// True if these can be identifiers of one work: one of arXiv, one DOI, one page of each site.
fn can_be_one(ids: &[WorkId]) -> bool {
    let arxiv = ids.iter().filter(|id| matches!(id, WorkId::Arxiv(_))).count();
    let doi = ids.iter().filter(|id| matches!(id, WorkId::Doi(_))).count();
    let hosts: Vec<&str> = ids.iter().filter_map(WorkId::host).collect();
    let different: BTreeSet<&str> = hosts.iter().copied().collect();
    arxiv <= 1 && doi <= 1 && different.len() == hosts.len() && ids.len() <= MAX_IDS
}
