//! The stepper: the reader's position on the way round a view, and the effect of time while the circle plays.

use super::pace::Pace;
use crate::i18n::Translations;
use crate::t;

/// The longest time that one tick may count, in milliseconds. A page that was hidden for an hour resumes where it
/// stopped.
const LONGEST_TICK_MILLIS: f64 = 250.0;

/// The reader's position on the way round.
///
/// # Example
/// ```
/// use essay_core::circle::pace::Pace;
/// use essay_core::circle::stepper::{Progress, Stepper};
///
/// let mut stepper = Stepper::new(8);
/// stepper.play();
/// assert_eq!((stepper.step(), stepper.is_playing()), (1, true));
///
/// // Time comes from outside, in ticks of at most 250 ms.
/// let pace = Pace { stay: 2_000.0, way: 600.0 };
/// let departed = (0..).find(|_| stepper.tick(100.0, pace) == Progress::Departed);
/// assert_eq!(departed, Some(19));
/// stepper.pause();
/// assert!(stepper.under_way().is_some());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stepper {
    /// The number of stages.
    steps: usize,
    /// The current stage, counted from 1; 0 before the first.
    step: usize,
    /// The current lap, counted from 1.
    lap: u32,
    /// The stage from which the circle was set going, counted from 1. The ways before it were not taken.
    origin: usize,
    /// The time since playing reached the current stage or, if it has left it, since then, in milliseconds.
    elapsed_ms: f64,
    /// True if playing has left the current stage for the next.
    departed: bool,
    playing: bool,
    /// The number of stages that playing has yet to reach.
    remaining_stages: usize,
}

/// The visible effect of a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing visible has changed.
    Nothing,
    /// The path to the next stage has begun.
    Departed,
    /// The next stage has been reached.
    Arrived,
}

impl Stepper {
    /// Makes a stepper that stands before the first of so many stages.
    pub fn new(steps: usize) -> Self {
        Self {
            steps,
            step: 0,
            lap: 1,
            origin: 1,
            elapsed_ms: 0.0,
            departed: false,
            playing: false,
            remaining_stages: 0,
        }
    }

    /// Returns the number of stages.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Returns the current stage, counted from 1; 0 before the first.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Returns the current lap, counted from 1.
    pub fn lap(&self) -> u32 {
        self.lap
    }

    /// Returns whether the circle is playing.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// Returns the time since the stepper left the current stage, in milliseconds; `None` if it has not left it.
    pub fn under_way(&self) -> Option<f64> {
        self.departed.then_some(self.elapsed_ms)
    }

    /// Returns the position in words: "Stage 3 of 8", "Stage 3 of 8, second lap".
    pub fn in_words(&self, words: Translations) -> String {
        let Self { steps, step, lap, .. } = *self;
        if step == 0 {
            return t!(words, NotStarted).to_owned();
        }
        let Some(before) = lap.checked_sub(2) else { return t!(words, StageOf, step, steps) };
        let lap = match t!(words, Laps).split('/').nth(before as usize) {
            Some(lap) => lap.trim().to_owned(),
            None => t!(words, LapNumber, lap as usize),
        };
        t!(words, StageOfOnLap, step, steps, lap)
    }

    /// Returns how many paths have been taken since the circle was set going.
    pub fn distance(&self) -> usize {
        (self.lap as usize * self.steps + self.step).saturating_sub(self.steps + self.origin)
    }

    /// Returns how often the path from a stage, counted from 1, to the next was taken.
    pub fn passes(&self, stage: usize) -> usize {
        let behind = (stage + self.steps).saturating_sub(self.origin).checked_rem(self.steps);
        behind.map_or(0, |behind| (self.distance() + self.steps - 1).saturating_sub(behind) / self.steps)
    }

    /// Returns the stage from which the circle was set going, counted from 1.
    pub fn origin(&self) -> usize {
        self.origin
    }

    /// Goes to the next stage, and from the last one to the first of the next lap. Ends playing.
    pub fn next(&mut self) {
        self.stop();
        self.advance();
    }

    /// Undoes [`Stepper::next`]. Does nothing before the first stage. Ends playing.
    pub fn back(&mut self) {
        self.stop();
        let began_here = self.distance() == 0;
        if self.step == 1 && self.lap > 1 {
            self.step = self.steps;
            self.lap -= 1;
        } else {
            self.step = self.step.saturating_sub(1);
        }
        if began_here {
            self.origin = self.step.max(1);
        }
    }

    /// Goes to a stage of the current lap. A number past the last stage means the last. Ends playing.
    pub fn go_to(&mut self, step: usize) {
        self.stop();
        self.origin = 1;
        self.step = step.min(self.steps);
        if self.step == 0 {
            self.lap = 1;
        }
    }

    /// Goes to another lap, at the same stage. Before the first stage there is the first lap only.
    pub fn go_to_lap(&mut self, lap: u32) {
        self.lap = if self.step == 0 { 1 } else { lap.max(1) };
    }

    /// Returns to the beginning, before the first stage of the first lap. Ends playing.
    pub fn restart(&mut self) {
        *self = Self::new(self.steps);
    }

    /// Plays once round, until the current stage is reached again, or resumes after a pause. From before the first stage it takes a step at
    /// once, and ends on the first stage. From a stage it leaves at once, since the reader has seen it.
    pub fn play(&mut self) {
        if self.steps == 0 || self.playing {
            return;
        }
        if self.remaining_stages == 0 {
            if self.step == 0 {
                self.advance();
            } else {
                self.departed = true;
            }
            self.remaining_stages = self.steps;
        }
        self.playing = true;
    }

    /// Plays one round from a stage, until that stage is reached again. Only what is gone from now on counts as gone.
    pub fn play_round(&mut self, step: usize) {
        self.restart();
        self.step = step.min(self.steps);
        self.origin = self.step.max(1);
        self.remaining_stages = if self.step == 0 { 0 } else { self.steps };
        self.playing = self.remaining_stages > 0;
    }

    /// Pauses in place, even between two stages.
    pub fn pause(&mut self) {
        self.playing = false;
    }

    /// Advances time, in milliseconds, at the pace of the current stage. Playing ends with the round.
    pub fn tick(&mut self, millis: f64, pace: Pace) -> Progress {
        if !self.playing {
            return Progress::Nothing;
        }
        self.elapsed_ms += millis.clamp(0.0, LONGEST_TICK_MILLIS);
        if !self.departed {
            if self.elapsed_ms < pace.stay {
                return Progress::Nothing;
            }
            self.departed = true;
            self.elapsed_ms -= pace.stay;
            return Progress::Departed;
        }
        if self.elapsed_ms < pace.way {
            return Progress::Nothing;
        }
        self.advance();
        self.elapsed_ms = 0.0;
        self.departed = false;
        self.remaining_stages = self.remaining_stages.saturating_sub(1);
        self.playing = self.remaining_stages > 0;
        Progress::Arrived
    }

    fn stop(&mut self) {
        self.playing = false;
        self.departed = false;
        self.elapsed_ms = 0.0;
        self.remaining_stages = 0;
    }

    fn advance(&mut self) {
        if self.steps == 0 {
            return;
        }
        if self.step == self.steps {
            self.step = 1;
            self.lap = self.lap.saturating_add(1);
        } else {
            self.step += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PACE: Pace = Pace { stay: 1_500.0, way: 700.0 };

    /// Plays until the stepper stops. Returns the stages, and the number of 100 ms ticks that each step took.
    fn played(stepper: &mut Stepper, slow: usize) -> Vec<(usize, usize)> {
        let (mut seen, mut ticks) = (vec![], 0);
        stepper.play();
        while stepper.is_playing() {
            ticks += 1;
            let pace = if stepper.step() == slow { Pace { way: 1_700.0, ..PACE } } else { PACE };
            if stepper.tick(100.0, pace) == Progress::Arrived {
                seen.push((stepper.step(), ticks));
                ticks = 0;
            }
        }
        seen
    }

    #[test]
    fn play_goes_once_round_and_ends_where_it_began() {
        let mut stepper = Stepper::new(4);
        assert_eq!(played(&mut stepper, 3), [(2, 22), (3, 22), (4, 32), (1, 22)]);
        assert_eq!((stepper.step(), stepper.lap()), (1, 2));
        assert_eq!([1, 2, 3, 4].map(|stage| stepper.passes(stage)), [1; 4]);
        // The next press leaves at once and plays the whole second lap.
        assert_eq!(played(&mut stepper, 0), [(2, 7), (3, 22), (4, 22), (1, 22)]);
        assert_eq!((stepper.step(), stepper.lap()), (1, 3));
        stepper.go_to(3);
        assert_eq!(played(&mut stepper, 0).last(), Some(&(3, 22)));
        assert_eq!((stepper.step(), stepper.lap()), (3, 4));
    }

    #[test]
    fn a_round_inks_only_what_it_has_gone() {
        let mut stepper = Stepper::new(4);
        stepper.go_to(4);
        stepper.play_round(3);
        let mut seen = vec![];
        assert_eq!([1, 2, 3, 4].map(|stage| stepper.passes(stage)), [0; 4]);
        while stepper.is_playing() {
            if stepper.tick(100.0, PACE) == Progress::Arrived {
                seen.push((stepper.step(), stepper.lap(), [1, 2, 3, 4].map(|stage| stepper.passes(stage))));
            }
        }
        let expected = [(4, 1, [0, 0, 1, 0]), (1, 2, [0, 0, 1, 1]), (2, 2, [1, 0, 1, 1]), (3, 2, [1; 4])];
        assert_eq!(seen, expected);
        // Going back from where it began, it begins a stage earlier.
        stepper.play_round(3);
        stepper.back();
        stepper.next();
        assert_eq!([1, 2, 3, 4].map(|stage| stepper.passes(stage)), [0, 1, 0, 0]);
    }

    #[test]
    fn a_pause_holds_half_way_and_play_goes_on_to_the_same_end() {
        let mut stepper = Stepper::new(4);
        stepper.play();
        let departed = (0..17).filter(|_| stepper.tick(100.0, PACE) == Progress::Departed).count();
        assert_eq!((departed, stepper.under_way()), (1, Some(200.0)));
        stepper.pause();
        assert_eq!(stepper.tick(100.0, PACE), Progress::Nothing);
        assert_eq!((stepper.step(), stepper.under_way()), (1, Some(200.0)));
        stepper.play();
        assert_eq!(stepper.tick(100.0, PACE), Progress::Nothing);
        assert_eq!(played(&mut stepper, 0).last().map(|seen| seen.0), Some(1));
        stepper.play();
        stepper.next();
        assert_eq!((stepper.step(), stepper.under_way(), stepper.is_playing()), (2, None, false));
    }

    #[test]
    fn the_place_is_told_in_words() {
        let mut stepper = Stepper::new(2);
        assert_eq!(stepper.in_words(Translations::english()), "Not started");
        let mut told = vec![];
        for _ in 0..7 {
            stepper.next();
            told.push(stepper.in_words(Translations::english()));
        }
        assert_eq!(told[0], "Stage 1 of 2");
        assert_eq!(told[3], "Stage 2 of 2, second lap");
        assert_eq!((told[4].as_str(), told[6].as_str()), ("Stage 1 of 2, third lap", "Stage 1 of 2, lap 4"));
    }

    #[test]
    fn every_way_that_was_gone_is_counted() {
        let mut stepper = Stepper::new(3);
        for _ in 0..5 {
            stepper.next();
        }
        assert_eq!((stepper.step(), stepper.lap()), (2, 2));
        assert_eq!([1, 2, 3].map(|stage| stepper.passes(stage)), [2, 1, 1]);
    }

    #[test]
    fn an_hour_in_the_background_is_one_short_tick() {
        let mut stepper = Stepper::new(4);
        stepper.play();
        assert_eq!(stepper.tick(3_600_000.0, PACE), Progress::Nothing);
        assert_eq!(stepper.step(), 1);
    }

    #[test]
    fn stepping_ends_playing() {
        let mut stepper = Stepper::new(4);
        for act in [Stepper::next, Stepper::back, Stepper::pause, Stepper::restart] {
            stepper.play();
            act(&mut stepper);
            assert!(!stepper.is_playing());
        }
    }

    #[test]
    fn a_way_without_stages_stays_where_it_is() {
        let mut stepper = Stepper::new(0);
        stepper.next();
        stepper.play();
        stepper.go_to(5);
        assert_eq!(stepper, Stepper::new(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn every_start_visits_each_stage_once_per_lap(steps in 1_usize..13, start in 0_usize..13) {
            let mut stepper = Stepper::new(steps);
            stepper.go_to(start);
            let mut seen: Vec<usize> = (0..steps).map(|_| { stepper.next(); stepper.step() }).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (1..=steps).collect::<Vec<_>>());
        }

        #[test]
        fn next_then_back_is_identity(steps in 1_usize..13, taken in 0_usize..60) {
            let mut stepper = Stepper::new(steps);
            for _ in 0..taken {
                stepper.next();
            }
            let before = stepper;
            stepper.next();
            stepper.back();
            prop_assert_eq!(stepper, before);
        }
    }
}
